"""What a visitor brings along: files (names, archives, limits), one visitor's room, and all of the rooms."""
