/** Which car: its plate by the keypad, or its ticket at the scanner. */
import { useState } from 'react';
import { readPlate } from '../../../../domain/plate.ts';
import { parkingTexts } from '../../../../look/parking-texts.ts';
import { PlateBoxes, PlateKeypad } from '../../../../look/plate-keypad.tsx';
import { frameTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

export function ParkingCarPage({ page }: { readonly page: Extract<ViewPage, { page: 'parkingCar' }> }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  return (
    <Page
      layout="calm"
      title={say(parkingTexts.carTitle)}
      note={page.tickets && say(parkingTexts.carNote)}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(frameTexts.back)}
          </Button>
          <Button icon="cross" onPress={() => send({ tap: 'parking', wanted: false })}>
            {say(parkingTexts.skip)}
          </Button>
          <Button
            kind="primary"
            icon="check"
            disabled={readPlate(typed) === undefined}
            onPress={() => send({ tap: 'namePlate', plate: typed })}
          >
            {say(parkingTexts.done)}
          </Button>
        </>
      }
    >
      <PlateBoxes say={say} typed={typed} />
      <PlateKeypad say={say} typed={typed} onType={setTyped} />
    </Page>
  );
}
