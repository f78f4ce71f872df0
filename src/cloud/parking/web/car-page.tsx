/** Which car: its plate by the keypad, or the number of its ticket. */
import { type FormEvent, useState } from 'react';
import { carOfTicket } from '../../../domain/parking.ts';
import { readPlate } from '../../../domain/plate.ts';
import { Icon } from '../../../look/icon.tsx';
import { PlateBoxes, PlateKeypad } from '../../../look/plate-keypad.tsx';
import type { DriverCar } from '../../../wire/parking-driver.ts';
import { useDriver } from './driver-context.ts';
import { driverTexts as texts } from './driver-texts.ts';

type Way = 'plate' | 'ticket';
const ways: readonly Way[] = ['plate', 'ticket'];

export function CarPage({ found }: { readonly found: (car: DriverCar) => void }) {
  const { say } = useDriver();
  const [way, setWay] = useState<Way>('plate');
  return (
    <section className="card">
      <fieldset className="ways">
        <legend className="unseen">{say(texts.way)}</legend>
        {ways.map((one) => (
          <button type="button" key={one} aria-pressed={one === way} onClick={() => setWay(one)}>
            <Icon name={one === 'plate' ? 'car' : 'receipt'} />
            {say(one === 'plate' ? texts.byPlate : texts.byTicket)}
          </button>
        ))}
      </fieldset>
      {way === 'plate' ? <PlateForm found={found} /> : <TicketForm found={found} />}
    </section>
  );
}

function PlateForm({ found }: { readonly found: (car: DriverCar) => void }) {
  const { say } = useDriver();
  const [typed, setTyped] = useState('');
  const plate = readPlate(typed)?.text;
  return (
    <>
      <h1>{say(texts.carTitle)}</h1>
      <PlateBoxes say={say} typed={typed} />
      <PlateKeypad say={say} typed={typed} onType={setTyped} />
      <button
        type="button"
        className="primary"
        disabled={plate === undefined}
        onClick={() => plate && found({ plate })}
      >
        {say(texts.look)}
      </button>
    </>
  );
}

function TicketForm({ found }: { readonly found: (car: DriverCar) => void }) {
  const { say } = useDriver();
  const [typed, setTyped] = useState('');
  const ticket = carOfTicket(typed)?.code;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ticket) found({ ticket });
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1>{say(texts.ticketTitle)}</h1>
      <label className="field">
        <span>{say(texts.ticket)}</span>
        <input
          value={typed}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <small className="quiet">{say(texts.ticketHint)}</small>
      </label>
      <button type="submit" className="primary" disabled={ticket === undefined}>
        {say(texts.look)}
      </button>
    </form>
  );
}
