/** The whole command line: one verb for each row in the table of operations, and those of the tool itself. */
import type { OperationName } from '@rapidvm/operations';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT_CODE_HELP } from '../exit-codes.ts';
import { completeCommand, completionCommand } from './completion-commands.ts';
import { consoleCommand } from './console.ts';
import type { CommandContext } from './context.ts';
import { loginCommand } from './login.ts';
import { logoutCommand } from './logout.ts';
import { operationCommand } from './operation-command.ts';
import { profileCommands, whoamiCommand } from './profile-commands.ts';
import { watchCommand } from './watch.ts';

const GROUPS: Readonly<Record<string, string>> = {
  vm: 'Virtual machines',
  host: 'Hosts that run VMs',
  image: 'Images that VMs start from',
  datastore: 'Places for disks and images',
  network: 'What NICs plug into',
  task: 'Operations under way and ended',
  event: 'What happened',
  user: 'Accounts',
  token: 'API tokens',
  placement: 'How much hosts promise',
  audit: 'Who changed what',
  profile: 'Servers that you are logged in to',
};

/** The program; it writes to the context's terminal and throws CommanderError instead of ending the process. */
export function buildProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.terminal;
  const program = new Command('rapidvm')
    .description('Virtual machines on a handful of machines: the command line')
    .option('--server <url>', 'Server, https://HOST:PORT (RAPIDVM_URL; default: the one logged in to)')
    .option('--ca-file <file>', 'CA that the server must be certified by, PEM (RAPIDVM_CA_FILE)')
    .option('--token-file <file>', 'File with an API token (RAPIDVM_TOKEN_FILE)')
    .option('--profile <name>', 'Which login to use, or to make (RAPIDVM_PROFILE)')
    .option('--json', "Print the API's JSON")
    .version(`rapidvm ${packageJson.version}`, '--version', 'Print the version')
    .addHelpText('after', `\n${EXIT_CODE_HELP}`)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride();
  for (const operation of OPERATION_NAMES) addVerb(program, context, operation);
  for (const command of profileCommands(context)) add(groupOf(program, 'profile'), command);
  add(program, completionCommand(context));
  add(program, completeCommand(context, program), { hidden: true });
  return program;
}

function addVerb(program: Command, context: CommandContext, operation: OperationName): void {
  const { cli } = OPERATIONS[operation];
  if (cli === null) return;
  const words = cli.split(' ');
  const verb = words.at(-1) ?? cli;
  add(words.length === 1 ? program : groupOf(program, words[0] ?? cli), commandFor(context, operation, verb));
}

function commandFor(context: CommandContext, operation: OperationName, verb: string): Command {
  switch (operation) {
    case 'session.login':
      return loginCommand(context, verb);
    case 'session.logout':
      return logoutCommand(context, verb);
    case 'session.get':
      return whoamiCommand(context, verb);
    case 'vm.console':
      return consoleCommand(context, verb);
    case 'event.watch':
      return watchCommand(context, verb);
    case 'enrolment.join':
    case 'enrolment.renew':
    case 'enrolment.hello':
      return new Command(verb);
    default:
      return operationCommand(context, operation, verb);
  }
}

function groupOf(program: Command, name: string): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    add(program, new Command(name).description(GROUPS[name] ?? name))
  );
}

/** Adds `command` with the settings of its parent, which commander does not do by itself for a command made elsewhere. */
function add(parent: Command, command: Command, options: { hidden?: boolean } = {}): Command {
  parent.addCommand(command.copyInheritedSettings(parent), options);
  return command;
}
