/**
 * The states of a bench, and what leads from one to the next:
 *
 *              start                 running            paused
 *    ┌──────┐ ──────► ┌─────────┐ ───────────► ┌─────────┐ ───────► ┌────────┐
 *    │ idle │         │ loading │              │ running │ ◄─────── │ paused │
 *    └──────┘         └─────────┘              └─────────┘  running └────────┘
 *       ▲  ▲ reset       │                         │                    │
 *       │  └─────────────┼─────────────────────────┼────────────────────┤
 *       │                │  finished · stopped · failed                 │
 *       │                ▼                         ▼                    ▼
 *       │ reset  ┌──────────────────────────────────────────────────────────┐
 *       └─────── │            finished  |  stopped  |  failed               │ ── start ──► loading
 *                └──────────────────────────────────────────────────────────┘
 *
 * Pressing Step starts a run that pauses after its first optimizer step, or goes one step on.
 */
export type Phase = 'idle' | 'loading' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** What happened: the reader asked (`start`, `reset`), or the run reported. */
export type PhaseEvent = 'start' | 'reset' | 'loading' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

export type Command = 'run' | 'pause' | 'resume' | 'step' | 'stop' | 'reset';

const ENDED = { start: 'loading', reset: 'idle' } as const;
const UNDER_WAY = { reset: 'idle', finished: 'finished', stopped: 'stopped', failed: 'failed' } as const;

const TRANSITIONS: Readonly<Record<Phase, Readonly<Partial<Record<PhaseEvent, Phase>>>>> = {
  idle: { start: 'loading' },
  loading: { ...UNDER_WAY, running: 'running', paused: 'paused' },
  running: { ...UNDER_WAY, paused: 'paused' },
  paused: { ...UNDER_WAY, running: 'running' },
  finished: ENDED,
  stopped: ENDED,
  failed: ENDED,
};

/** The state after an event; an event that the state does not know changes nothing. */
export const nextPhase = (phase: Phase, event: PhaseEvent): Phase => TRANSITIONS[phase][event] ?? phase;

const COMMANDS: Readonly<Record<Phase, readonly Command[]>> = {
  idle: ['run', 'step'],
  loading: ['stop', 'reset'],
  running: ['pause', 'step', 'stop', 'reset'],
  paused: ['resume', 'step', 'stop', 'reset'],
  finished: ['run', 'step', 'reset'],
  stopped: ['run', 'step', 'reset'],
  failed: ['run', 'step', 'reset'],
};

/** Whether a press of a button means something in this state. */
export const allows = (phase: Phase, command: Command): boolean => COMMANDS[phase].includes(command);

/** Whether a run is under way, so that its events matter. */
export const isUnderWay = (phase: Phase): boolean => phase === 'loading' || phase === 'running' || phase === 'paused';
