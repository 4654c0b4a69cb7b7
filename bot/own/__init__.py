"""What a visitor brings along: files (names, archives, limits), one visitor's room, and the folder of them all."""
