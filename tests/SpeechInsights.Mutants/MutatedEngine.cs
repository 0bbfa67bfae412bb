using System.Globalization;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace SpeechInsights.Mutants;

/// <summary>
/// The engine with all of Stryker's mutants in it. Its switch is rewritten: Stryker's own looks for a file at each mutated
/// expression, and loses counts where tests run beside each other.
/// </summary>
internal static class MutatedEngine
{
    /// <summary>The number of a mutant for a process that a test starts; -1 for none.</summary>
    public const string Variable = "SPEECHINSIGHTS_MUTANT";

    private const string Control = "MutantControl";
    private const string Active = "ActiveMutant";
    private const string Reached = "Reached";
    private const int Most = 65_536;
    private const string FileName = "SpeechInsights.Core.dll";

    /// <summary>Puts the library that Stryker made, with another switch, beside this program.</summary>
    /// <param name="mutated">The path of Stryker's SpeechInsights.Core.dll.</param>
    public static void Install(string mutated)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(mutated);
        TypeDefinition control = module.Types.Single(static type => type.Name == Control);
        FieldDefinition active = control.Fields.Single(static field => field.Name == Active);
        FieldDefinition reached = new(Reached, Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, new ArrayType(module.TypeSystem.Byte));
        control.Fields.Add(reached);

        ILProcessor start = Emptied(control.Methods.Single(static method => method.Name == ".cctor"));
        start.Emit(OpCodes.Ldc_I4, Most);
        start.Emit(OpCodes.Newarr, module.TypeSystem.Byte);
        start.Emit(OpCodes.Stsfld, reached);
        start.Emit(OpCodes.Ldstr, Variable);
        start.Emit(OpCodes.Call, module.ImportReference(typeof(Environment).GetMethod(nameof(Environment.GetEnvironmentVariable), [typeof(string)])));
        start.Emit(OpCodes.Call, module.ImportReference(typeof(Convert).GetMethod(nameof(Convert.ToInt32), [typeof(string)])));
        start.Emit(OpCodes.Stsfld, active);
        start.Emit(OpCodes.Ret);

        ILProcessor isActive = Emptied(control.Methods.Single(static method => method.Name == "IsActive"));
        isActive.Emit(OpCodes.Ldsfld, reached);
        isActive.Emit(OpCodes.Ldarg_0);
        isActive.Emit(OpCodes.Ldc_I4_1);
        isActive.Emit(OpCodes.Stelem_I1);
        isActive.Emit(OpCodes.Ldarg_0);
        isActive.Emit(OpCodes.Ldsfld, active);
        isActive.Emit(OpCodes.Ceq);
        isActive.Emit(OpCodes.Ret);
        module.Write(Path.Combine(AppContext.BaseDirectory, FileName));
    }

    /// <summary>Switches a mutant on, and the one before off; -1 for none.</summary>
    public static void Activate(int mutant)
    {
        Environment.SetEnvironmentVariable(Variable, mutant.ToString(CultureInfo.InvariantCulture));
        Field(Active).SetValue(null, mutant);
    }

    /// <summary>The mutants whose place was reached since the last call.</summary>
    public static IReadOnlyList<int> TakeReached()
    {
        byte[] seen = (byte[])Field(Reached).GetValue(null)!;
        int[] mutants = [.. Enumerable.Range(0, seen.Length).Where(mutant => seen[mutant] != 0)];
        Array.Clear(seen);
        return mutants;
    }

    private static FieldInfo Field(string name) =>
        typeof(InsightsSession).Assembly.GetTypes().Single(static type => type.Name == Control).GetField(name)!;

    private static ILProcessor Emptied(MethodDefinition method)
    {
        method.Body = new Mono.Cecil.Cil.MethodBody(method);
        return method.Body.GetILProcessor();
    }
}
