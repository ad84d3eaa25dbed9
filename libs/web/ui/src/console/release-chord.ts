/**
 * The way out of a console that takes every key: press Ctrl and Alt together and let go, with no other key between. It is the chord that
 * desktop virtualisation consoles use, and no guest misses it, because a guest acts on what is pressed with them.
 */
export interface ChordKey {
  readonly type: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
}

const isHeld = (key: string): boolean => key === 'Control' || key === 'Alt' || key === 'AltGraph';

export class ReleaseChord {
  #armed = false;

  /** True when this key event completes the chord. */
  sees(event: ChordKey): boolean {
    if (event.type === 'keydown') {
      this.#armed = isHeld(event.key) && (event.ctrlKey || event.key === 'Control') && (event.altKey || event.key === 'Alt');
      return false;
    }
    if (event.type !== 'keyup') return false;
    const released = this.#armed && isHeld(event.key);
    this.#armed = false;
    return released;
  }
}
