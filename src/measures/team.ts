import { type Registered, registry } from './index.ts';
import { reported } from './repository/reported.ts';

/** What a team adds to the measures: by its configuration, or by what its reports say. */
export interface Team {
  /** Names of reported numbers, in the order of the scorecard, with the weight that holds unless configured. */
  reported?: readonly { name: string; weight: number }[];
}

/** The measures that everybody has, then the team's own. */
export function registryOf(team: Team): readonly Registered[] {
  return [
    ...registry,
    ...(team.reported ?? []).map(
      ({ name, weight }): Registered => ({ category: 'reported', weight, measure: reported(name) }),
    ),
  ];
}
