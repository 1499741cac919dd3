/** The module `argparse`: a program's own arguments, with CPython's usage, help and messages. */
import { defineClass, defineModule } from '../../objects/define.ts';
import type { PyType } from '../../objects/object.ts';
import {
  actionType,
  argumentErrorType,
  argumentTypeErrorType,
  booleanOptionalType,
  PARSER,
  REMAINDER,
  SUPPRESS,
} from './action.ts';
import { fileType } from './file-type.ts';
import { namespaceType } from './namespace.ts';
import { parserType } from './parser.ts';

const formatter = (name: string): PyType => defineClass({ name, module: 'argparse' });

export const argparse = defineModule({
  name: 'argparse',
  members: {
    ArgumentParser: parserType,
    Namespace: namespaceType,
    Action: actionType,
    BooleanOptionalAction: booleanOptionalType,
    ArgumentError: argumentErrorType,
    ArgumentTypeError: argumentTypeErrorType,
    FileType: fileType,
    HelpFormatter: formatter('HelpFormatter'),
    RawDescriptionHelpFormatter: formatter('RawDescriptionHelpFormatter'),
    RawTextHelpFormatter: formatter('RawTextHelpFormatter'),
    ArgumentDefaultsHelpFormatter: formatter('ArgumentDefaultsHelpFormatter'),
    MetavarTypeHelpFormatter: formatter('MetavarTypeHelpFormatter'),
    SUPPRESS,
    REMAINDER,
    OPTIONAL: '?',
    ZERO_OR_MORE: '*',
    ONE_OR_MORE: '+',
    PARSER,
  },
});
