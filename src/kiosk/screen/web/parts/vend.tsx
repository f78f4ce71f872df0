/** A sale that a vending controller asked for: there is no list to go back to, only yes or no. */
import { payTexts } from '../../../../look/screen-texts.ts';
import type { View } from '../../view.ts';
import { useScreen } from '../screen-context.ts';
import { Button } from './button.tsx';

/** What the controller asks the money for, if the sale on the screen is its. */
export function vendShown({ lines }: View): { readonly item: string } | undefined {
  const delivery = lines[0]?.delivery;
  return delivery?.how === 'vend' ? delivery : undefined;
}

export function CancelVend() {
  const { say, send } = useScreen();
  return (
    <Button icon="cross" wayBack onPress={() => send({ tap: 'cancel' })}>
      {say(payTexts.vendCancel)}
    </Button>
  );
}
