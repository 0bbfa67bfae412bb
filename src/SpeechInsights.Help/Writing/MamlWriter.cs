using System.Globalization;
using System.Text;
using System.Xml;
using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help.Writing;

/// <summary>Writes the file that Get-Help reads.</summary>
internal sealed class MamlWriter
{
    private const string Msh = "http://msh";
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private const int TitleWidth = 80;

    private readonly XmlWriter _xml;
    private readonly string _online;

    private MamlWriter(XmlWriter xml, string online)
    {
        _xml = xml;
        _online = online;
    }

    /// <summary>Writes the pages; <paramref name="online"/> is the address below which 'Get-Help -Online' finds their sources.</summary>
    public static void Write(string path, LibraryDescription library, IReadOnlyList<HelpPage> pages, string online)
    {
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Replace };
        using XmlWriter xml = XmlWriter.Create(path, settings);
        MamlWriter writer = new(xml, online);
        xml.WriteStartElement("helpItems", Msh);
        xml.WriteAttributeString("schema", "maml");
        foreach (CmdletDescription cmdlet in library.Cmdlets)
        {
            writer.WriteCommand(cmdlet, pages.First(page => page.Name == cmdlet.Name));
        }

        xml.WriteEndElement();
    }

    private void WriteCommand(CmdletDescription cmdlet, HelpPage page)
    {
        _xml.WriteStartElement("command", "command", Command);
        _xml.WriteAttributeString("xmlns", "maml", null, Maml);
        _xml.WriteAttributeString("xmlns", "dev", null, Dev);
        Inside(Command, "details", () =>
        {
            _xml.WriteElementString("name", Command, cmdlet.Name);
            _xml.WriteElementString("verb", Command, cmdlet.Verb);
            _xml.WriteElementString("noun", Command, cmdlet.Noun);
            WriteDescription(page.Synopsis);
        });

        // 'Name -?' shows no examples, so the first one stands in what it does show.
        string first = string.Join('\n', page.Examples[0].Code.Split('\n').Select(static line => "    " + line));
        WriteDescription([.. page.Description, "For example:\n" + first]);
        Inside(Command, "syntax", () =>
        {
            foreach (string set in cmdlet.Sets)
            {
                WriteSyntax(cmdlet, page, set);
            }
        });
        Inside(Command, "parameters", () =>
        {
            foreach (ParameterDescription parameter in cmdlet.Parameters.OrderBy(static parameter => parameter.Name, StringComparer.Ordinal))
            {
                WriteParameter(parameter, parameter.Memberships[0], page, inSyntax: false);
            }
        });
        WriteTypes("inputTypes", "inputType", page.Inputs);
        WriteTypes("returnValues", "returnValue", page.Outputs);
        Inside(Maml, "alertSet", () => Inside(Maml, "alert", () => WriteParagraphs(page.Notes)));
        WriteExamples(page.Examples);
        // Get-Help -Online takes the first link that has an address.
        WriteLinks([new HelpLink("Online version", $"{_online}/{cmdlet.Name}.md"), .. page.Links]);
        _xml.WriteEndElement();
    }

    private void WriteSyntax(CmdletDescription cmdlet, HelpPage page, string set) => Inside(Command, "syntaxItem", () =>
    {
        _xml.WriteElementString("name", Maml, cmdlet.Name);
        IEnumerable<(ParameterDescription Parameter, SetMembership Membership)> inSet = cmdlet.Parameters
            .Select(parameter => (Parameter: parameter, Membership: parameter.In(set)!))
            .Where(static entry => entry.Membership is not null)
            .OrderBy(static entry => entry.Membership.Position ?? int.MaxValue)
            .ThenByDescending(static entry => entry.Membership.IsMandatory)
            .ThenBy(static entry => entry.Parameter.BuiltInText is not null);
        foreach ((ParameterDescription parameter, SetMembership membership) in inSet)
        {
            WriteParameter(parameter, membership, page, inSyntax: true);
        }
    });

    private void WriteParameter(ParameterDescription parameter, SetMembership membership, HelpPage page, bool inSyntax)
    {
        HelpEntry? entry = page.Parameters.FirstOrDefault(entry => entry.Name == parameter.Name);
        Inside(Command, "parameter", () =>
        {
            _xml.WriteAttributeString("required", XmlConvert.ToString(membership.IsMandatory));
            _xml.WriteAttributeString("variableLength", XmlConvert.ToString(parameter.TypeName.EndsWith("[]", StringComparison.Ordinal)));
            _xml.WriteAttributeString("globbing", XmlConvert.ToString(parameter.TakesWildcards));
            _xml.WriteAttributeString("pipelineInput", membership.PipelineInput);
            _xml.WriteAttributeString("position", membership.Position?.ToString(CultureInfo.InvariantCulture) ?? "named");
            _xml.WriteAttributeString("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases));
            _xml.WriteElementString("name", Maml, parameter.Name);
            WriteDescription(entry?.Text ?? [parameter.BuiltInText!]);
            if (inSyntax && parameter.Values.Count > 0)
            {
                Inside(Command, "parameterValueGroup", () =>
                {
                    foreach (string value in parameter.Values)
                    {
                        WriteValue(value, isRequired: false);
                    }
                });
            }

            // A switch has no value in the syntax line.
            if (!inSyntax || !parameter.IsSwitch)
            {
                WriteValue(parameter.TypeName, isRequired: !parameter.IsSwitch);
            }

            WriteType(parameter.TypeName);
            _xml.WriteElementString("defaultValue", Dev, entry?.Default ?? (parameter.IsSwitch ? "False" : "None"));
        });
    }

    private void WriteValue(string value, bool isRequired)
    {
        _xml.WriteStartElement("parameterValue", Command);
        _xml.WriteAttributeString("required", XmlConvert.ToString(isRequired));
        _xml.WriteAttributeString("variableLength", "false");
        _xml.WriteString(value);
        _xml.WriteEndElement();
    }

    private void WriteTypes(string list, string item, IReadOnlyList<HelpEntry> types) => Inside(Command, list, () =>
    {
        foreach (HelpEntry type in types)
        {
            Inside(Command, item, () =>
            {
                WriteType(type.Name);
                WriteDescription(type.Text);
            });
        }
    });

    private void WriteType(string name) => Inside(Dev, "type", () =>
    {
        _xml.WriteElementString("name", Maml, name);
        _xml.WriteElementString("uri", Maml, "");
    });

    private void WriteExamples(IReadOnlyList<HelpExample> examples) => Inside(Command, "examples", () =>
    {
        foreach (HelpExample example in examples)
        {
            Inside(Command, "example", () =>
            {
                string title = $" {example.Title} ";
                string dashes = new('-', Math.Max(2, (TitleWidth - title.Length) / 2));
                _xml.WriteElementString("title", Maml, dashes + title + dashes);
                _xml.WriteElementString("code", Dev, example.Code);
                Inside(Dev, "remarks", () => WriteParagraphs([.. example.Remarks, ""]));
            });
        }
    });

    private void WriteLinks(IReadOnlyList<HelpLink> links) => Inside(Command, "relatedLinks", () =>
    {
        foreach (HelpLink link in links)
        {
            Inside(Maml, "navigationLink", () =>
            {
                _xml.WriteElementString("linkText", Maml, link.Text);
                _xml.WriteElementString("uri", Maml, link.Address);
            });
        }
    });

    private void WriteDescription(IReadOnlyList<string> paragraphs) => Inside(Maml, "description", () => WriteParagraphs(paragraphs));

    private void WriteParagraphs(IReadOnlyList<string> paragraphs)
    {
        foreach (string paragraph in paragraphs)
        {
            _xml.WriteElementString("para", Maml, paragraph);
        }
    }

    private void Inside(string space, string element, Action write)
    {
        _xml.WriteStartElement(element, space);
        write();
        _xml.WriteEndElement();
    }
}
