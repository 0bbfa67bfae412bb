using System.CommandLine;
using SpeechInsights.Simulator.Commands;

RootCommand root = new("A stand-in for Genesys Cloud on 127.0.0.1, with synthetic conversations.") { ServeCommand.Create() };
// A secret may begin with @, which is not the name of a file here.
ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync();
}

foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
{
    await Console.Error.WriteLineAsync(message);
}

await Console.Error.WriteLineAsync("'serve --help' lists the options.");
return 2;
