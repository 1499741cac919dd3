import { scaleLinear } from 'd3';
import { textWidth } from './drawing.ts';

/** A layer as it is drawn, in pixels from the top: its upper and lower edge at each of the drawing's places. */
export interface DrawnLayer {
  readonly name: string;
  readonly upper: readonly number[];
  readonly lower: readonly number[];
}

type Place = readonly [x: number, y: number];

/** Where a layer's name stands. */
export interface LayerName {
  /** Index of the layer that is named. */
  readonly of: number;
  /** Index of the layer that the letters lie on: another one when the name has a leader. */
  readonly on: number;
  readonly x: number;
  readonly y: number;
  /** From the name to the layer's thickest place, where the layer has no room for letters. */
  readonly leader: { readonly from: Place; readonly to: Place } | null;
}

/** Height that letters need, in pixels. */
const LETTERS = 15;
/** A thinner layer is not pointed at: the eye would not find it. */
const POINTED_AT = 6;
/** Between a name and what is beside it. */
const AIR = 4;

/** Room for a name on one layer, around one place. */
interface Room {
  readonly on: number;
  readonly middle: number;
  readonly top: number;
  readonly bottom: number;
}

const heightOf = ({ top, bottom }: Room): number => bottom - top;

/** The height of an edge at any place between those where it is known, as it is drawn. */
function edgeOf(places: readonly number[], heights: readonly number[]): (place: number) => number {
  const edge = scaleLinear(places, heights).clamp(true);
  return places.length > 1 ? (place) => edge(place) : () => heights[0] ?? 0;
}

/** The place on a name's edge where a line to somewhere begins: at its foot or head, or where that is not over or under it, at its side. */
function edgeTowards([x, y]: Place, [middle, centre]: Place, half: number): Place {
  const [across, up] = [x - middle, y - centre];
  if (Math.abs(across) < half) return [x, centre + (Math.sign(up) * LETTERS) / 2];
  return [middle + Math.sign(across) * half, centre];
}

const lengthOf = ({ from, to }: { from: Place; to: Place }): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

/**
 * Where the names of layers stand, those that have one: in the layer where it is thickest; or, when it has no room for
 * letters, in the nearest other one that has, with a leader line.
 *
 * @param places x of the evaluations, ascending
 */
export function placeLayerNames(
  places: readonly number[],
  layers: readonly DrawnLayer[],
  { left, right }: { readonly left: number; readonly right: number },
): LayerName[] {
  const edges = layers.map(({ upper, lower }) => [edgeOf(places, upper), edgeOf(places, lower)] as const);
  const halfOf = (name: string): number => textWidth(name) / 2 + AIR;

  /** How much room a layer has over a width of twice `half`, with each place as the middle. */
  const roomsOn = (on: number, half: number): Room[] =>
    places.map((place) => {
      const middle = Math.min(right - half, Math.max(left + half, place));
      const [from, to] = [middle - half, middle + half];
      const under = [from, ...places.filter((at) => at > from && at < to), to];
      const [upper, lower] = edges[on]!;
      return { on, middle, top: Math.max(...under.map(upper)), bottom: Math.min(...under.map(lower)) };
    });

  /** The middle one of the places with the most room: a layer can be equally thick over a stretch. */
  const widest = (rooms: readonly Room[]): Room | undefined => {
    const most = Math.max(...rooms.map(heightOf));
    const equal = rooms.filter((room) => heightOf(room) === most);
    return equal[equal.length >> 1];
  };

  const inside = layers.flatMap(({ name }, of): LayerName[] => {
    const room = widest(roomsOn(of, halfOf(name)));
    if (!room || heightOf(room) < LETTERS) return [];
    return [{ of, on: of, x: room.middle, y: (room.top + room.bottom) / 2, leader: null }];
  });

  const outside = layers.flatMap(({ name }, of): LayerName[] => {
    if (inside.some((each) => each.of === of)) return [];
    const half = halfOf(name);
    // Not at the very edge of the drawing, where a rule may stand.
    const thickest = widest(roomsOn(of, 2 * AIR));
    if (!thickest || heightOf(thickest) < POINTED_AT) return [];
    const to: Place = [thickest.middle, (thickest.top + thickest.bottom) / 2];
    const [nearest] = layers
      .flatMap((_, on) => (on === of ? [] : roomsOn(on, half)))
      .filter((room) => heightOf(room) >= LETTERS)
      .map(({ on, middle, top, bottom }) => {
        const y = Math.min(bottom - LETTERS / 2, Math.max(top + LETTERS / 2, to[1]));
        return { of, on, x: middle, y, leader: { from: edgeTowards(to, [middle, y], half - AIR), to } };
      })
      .filter(({ x, y }) =>
        inside.every(
          (other) => Math.abs(other.x - x) >= half + halfOf(layers[other.of]!.name) || Math.abs(other.y - y) >= LETTERS,
        ),
      )
      .sort((a, b) => lengthOf(a.leader) - lengthOf(b.leader));
    return nearest ? [nearest] : [];
  });
  return [...inside, ...outside];
}
