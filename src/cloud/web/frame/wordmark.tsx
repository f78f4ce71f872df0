/** The product's name with its mark. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" focusable="false">
        <path d="M8 3h16a3 3 0 0 1 3 3v23H5V6a3 3 0 0 1 3-3z" fill="currentColor" />
        <path d="M9 7h14v9H9zM9 21h14v4H9z" fill="var(--accent-strong)" />
        <path
          d="m12.5 11.6 2.4 2.4 4.6-4.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      kioskd
    </span>
  );
}
