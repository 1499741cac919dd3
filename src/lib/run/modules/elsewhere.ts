/** `pandas`, which programs import by habit: what is asked of it says what does the same here. */
import { defineModule } from '../../python/bind.ts';

const TABLES = 'read the file with open, or keep the numbers in lists or in numpy';

// prettier-ignore
const NAMES = ['Categorical', 'DataFrame', 'NA', 'Series', 'Timestamp', 'concat', 'cut', 'date_range', 'get_dummies', 'isna', 'isnull', 'merge', 'notna', 'qcut', 'read_csv',
  'read_excel', 'read_json', 'read_parquet', 'set_option', 'to_datetime', 'unique'];

export const pandasModule = defineModule({
  name: 'pandas',
  members: { __version__: '1.5.3' },
  absent: Object.fromEntries(NAMES.map((name) => [name, TABLES])),
});
