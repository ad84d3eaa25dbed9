/** What `./rapidvm help` prints. */
export const HELP = `RapidVM: virtual machines on a few real machines

  ./rapidvm up [--detach] [--json] [--data DIR] [--port N] [--listen ADDRESS]
               [--database-url-file FILE] [--no-hello]
      Install what is missing, build, start the controller and this machine's agent,
      make the virtual machine "hello" and print how to log in. A second run continues
      where the first was. Without --detach it stays in the foreground and Ctrl-C stops
      everything. --json prints one object for scripts and implies nothing else.
  ./rapidvm down [--data DIR]
      Shut the virtual machines down and stop everything. The data stays.
  ./rapidvm status [--json] [--data DIR]
      Tell what runs.
  ./rapidvm test
      Install what is missing and run every test. Ends with "N passed, N failed".
  ./rapidvm build
      Build controller, agent, command line and web pages into dist/.
  ./rapidvm cli ...
      The command line client, whatever its verb; most verbs work without "cli":
      login, host list, vm create|list|show|start|stop|kill|delete, vm console,
      task list|show, event watch, ... (./rapidvm cli --help lists them all)

  DIR is /var/lib/rapidvm for root, else ~/.local/state/rapidvm. N is the first of five
  ports, 8443 unless given: web and REST, gRPC, mesh, agent, agent's mesh.
`;
