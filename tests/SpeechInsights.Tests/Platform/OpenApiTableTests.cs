using System.Text.Json;
using SpeechInsights.Simulator.Platform;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>The simulator's table, which was written by hand, against the definition.</summary>
public sealed class OpenApiTableTests
{
    [Fact]
    public void The_table_is_what_the_definition_says()
    {
        OpenApiDefinition definition = OpenApiDefinition.Load();
        int fields = 0;
        foreach (Operation operation in Operations.All.Where(static operation => !operation.IsOutsideExtract))
        {
            string name = $"{operation.Method} {operation.Template}";
            JsonElement declared = definition.Find(operation.Method, operation.Template) ?? throw new InvalidOperationException($"{name} is not declared.");
            Assert.Equal((name, PermissionsOf(declared)), (name, string.Join(' ', operation.Permissions.Order())));
            JsonElement[] query = [.. OpenApiDefinition.Parameters(declared, "query")];
            Assert.Equal(query.Select(static parameter => OpenApiDefinition.TextOf(parameter, "name")!).Order(), operation.Query.Select(static field => field.Name).Order());
            foreach (FieldShape field in operation.Query)
            {
                CompareField(definition, query.Single(parameter => OpenApiDefinition.TextOf(parameter, "name") == field.Name), field, name);
                fields++;
            }

            JsonElement[] body = [.. OpenApiDefinition.Parameters(declared, "body")];
            Assert.Equal((name, body.Length > 0), (name, operation.Body is not null || operation.TakesEvent));
            fields += operation.Body is { } shape ? CompareObject(definition, body.Single().GetProperty("schema"), shape, []) : 0;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{Operations.All.Count} operations and {fields} fields are as the definition says.");
    }

    [Fact]
    public void Every_sentence_that_rules_something_has_its_rule()
    {
        OpenApiDefinition definition = OpenApiDefinition.Load();
        int covered = 0;
        List<string> uncovered = [];
        HashSet<string> seen = [];
        foreach (Operation operation in Operations.All.Where(static operation => !operation.IsOutsideExtract))
        {
            string name = $"{operation.Method} {operation.Template}";
            JsonElement declared = definition.Find(operation.Method, operation.Template)!.Value;
            foreach (FieldShape field in operation.Query)
            {
                Look(OpenApiDefinition.Parameters(declared, "query").Single(parameter => OpenApiDefinition.TextOf(parameter, "name") == field.Name), field, name);
            }

            if (operation.Body is { } shape)
            {
                LookInside(OpenApiDefinition.Parameters(declared, "body").Single().GetProperty("schema"), shape);
            }
        }

        Assert.Empty(uncovered);
        TestContext.Current.TestOutputHelper!.WriteLine($"{covered} sentences of the definition rule something; the table has a rule for each.");

        void LookInside(JsonElement schema, ObjectShape shape)
        {
            if (!seen.Add(shape.Name))
            {
                return;
            }

            JsonElement properties = definition.Resolve(schema).GetProperty("properties");
            foreach (FieldShape field in shape.Fields)
            {
                JsonElement property = properties.GetProperty(field.Name);
                Look(property, field, shape.Name);
                if (field.Shape is { } inner)
                {
                    LookInside(field.IsList ? property.GetProperty("items") : property, inner);
                }
            }
        }

        void Look(JsonElement property, FieldShape field, string owner)
        {
            if (property.TryGetProperty("default", out JsonElement value))
            {
                Assert.Equal(($"{owner}.{field.Name}", value.ToString().ToLowerInvariant()), ($"{owner}.{field.Name}", field.Rule.Default?.ToLowerInvariant()));
                covered++;
            }

            uncovered.AddRange(DefinitionWords.Uncovered(OpenApiDefinition.TextOf(property, "description") ?? "", field, ref covered).Select(sentence => $"{owner}.{field.Name}: {sentence}"));
        }
    }

    private static string PermissionsOf(JsonElement operation) => operation.TryGetProperty("x-inin-requires-permissions", out JsonElement required)
        ? string.Join(' ', OpenApiDefinition.ListOf(required, "permissions")!.Order())
        : "";

    private static int CompareObject(OpenApiDefinition definition, JsonElement schema, ObjectShape shape, HashSet<string> seen)
    {
        if (!seen.Add(shape.Name))
        {
            return 0;
        }

        Assert.Equal(OpenApiDefinition.NameOf(schema), shape.Name);
        JsonElement declared = definition.Resolve(schema);
        JsonElement properties = declared.GetProperty("properties");
        Assert.Equal(properties.EnumerateObject().Select(static property => property.Name).Order(), shape.Fields.Select(static field => field.Name).Order());
        Assert.Equal((OpenApiDefinition.ListOf(declared, "required") ?? []).Order(), shape.Fields.Where(static field => field.IsRequired).Select(static field => field.Name).Order());
        int fields = 0;
        foreach (FieldShape field in shape.Fields)
        {
            JsonElement property = properties.GetProperty(field.Name);
            CompareField(definition, property, field, shape.Name);
            fields++;
            if (field.Shape is { } inner)
            {
                fields += CompareObject(definition, field.IsList ? property.GetProperty("items") : property, inner, seen);
            }
        }

        return fields;
    }

    private static void CompareField(OpenApiDefinition definition, JsonElement declared, FieldShape field, string owner)
    {
        bool isList = OpenApiDefinition.TextOf(declared, "type") == "array";
        JsonElement item = isList ? declared.GetProperty("items") : declared;
        JsonElement resolved = definition.Resolve(item);
        string place = $"{owner}.{field.Name}";
        Assert.Equal((place, isList, KindOf(item, resolved)), (place, field.IsList, field.Kind));
        if (field.Kind != FieldKind.Flag)
        {
            Assert.Equal(OpenApiDefinition.ListOf(resolved, "enum")?.Order(), field.Choices?.Order());
        }
    }

    private static FieldKind KindOf(JsonElement item, JsonElement resolved) => OpenApiDefinition.TextOf(resolved, "type") switch
    {
        "string" when OpenApiDefinition.TextOf(resolved, "format") == "interval" => FieldKind.Interval,
        "string" => FieldKind.Text,
        "boolean" => FieldKind.Flag,
        "integer" => FieldKind.Integer,
        "number" => FieldKind.Number,

        // An object that declares no properties is any JSON: the values of match criteria are plain texts.
        _ => OpenApiDefinition.NameOf(item) is not null && resolved.TryGetProperty("properties", out _) ? FieldKind.Object : FieldKind.Anything,
    };
}
