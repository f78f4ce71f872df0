/** Text that ReceiptLine prints as it stands: nothing in it is a command, and nothing leaves its line. */
export function plain(text: string): string {
  const printable = [...text].filter((char) => char >= ' ' && char !== '\u007f').join('');
  return printable.replace(/[\\|{}~_"`^]/g, (char) => `\\${char}`).replace(/^([-=]+)$/, '\\$1');
}
