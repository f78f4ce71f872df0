/** A choice of yes or no with what it means. */
interface SwitchRowProps {
  readonly name: string;
  readonly note?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly change: (checked: boolean) => void;
}

export function SwitchRow({ name, note, checked, disabled = false, change }: SwitchRowProps) {
  return (
    <label className="row">
      <span className="row-words">
        <strong>{name}</strong>
        {note ? <span>{note}</span> : null}
      </span>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={({ target }) => change(target.checked)}
      />
    </label>
  );
}
