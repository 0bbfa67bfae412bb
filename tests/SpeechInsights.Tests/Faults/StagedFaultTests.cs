using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Plays the faults that take more than an order to the simulator.</summary>
public sealed class StagedFaultTests
{
    private static readonly StagedFault[] s_all = [.. StagedFaults.All, .. AuditFaults.All, .. ProxyFaults.All];

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < s_all.Length; i++)
        {
            data.Add(i, s_all[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Comes_out_as_it_says(int number, string name)
    {
        StagedFault fault = s_all[number];
        Assert.Equal(name, fault.ToString());
        await fault.Play(fault);
    }
}
