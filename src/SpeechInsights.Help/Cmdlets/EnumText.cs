using System.Reflection;

namespace SpeechInsights.Help.Cmdlets;

/// <summary>The names of enumeration values, which metadata holds as numbers.</summary>
internal static class EnumText
{
    public static string NameOf(Type type, object value) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).First(field => Equals(field.GetRawConstantValue(), value)).Name;
}
