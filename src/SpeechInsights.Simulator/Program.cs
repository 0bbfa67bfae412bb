using SpeechInsights.Simulator.Commands;
using SpeechInsights.Simulator.Demo;

const string Usage = "usage: SpeechInsights.Simulator demo | serve [options]    ('serve --help' lists them)";

switch (args)
{
    case ["serve", .. string[] rest]:
        return await ServeCommand.RunAsync(rest);
    case ["demo"]:
        return await DemoCommand.RunAsync();
    case ["--help" or "-h" or "help", ..]:
        Console.Out.WriteLine(Usage);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
