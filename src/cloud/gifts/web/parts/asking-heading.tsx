/** The heading of a question that took the place of the button that led to it: the focus goes on from here. */
interface AskingHeadingProps {
  readonly id?: string;
  readonly children: string;
}

export function AskingHeading({ id, children }: AskingHeadingProps) {
  return (
    <h2 id={id} tabIndex={-1} ref={takeFocus}>
      {children}
    </h2>
  );
}

/** Outside the component, so that it is called when the heading comes and not with every painting. */
function takeFocus(heading: HTMLHeadingElement | null): void {
  heading?.focus();
}
