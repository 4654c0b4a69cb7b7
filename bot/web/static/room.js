/* Which transcripts this browser tab asks: "" for those that everybody asks. */
export const room = () => "";
