using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Plays the faults that take more than an order to the simulator.</summary>
public sealed class StagedFaultTests
{
    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < StagedFaults.All.Count; i++)
        {
            data.Add(i, StagedFaults.All[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Comes_out_as_it_says(int number, string name)
    {
        StagedFault fault = StagedFaults.All[number];
        Assert.Equal(name, fault.ToString());
        await fault.Play(fault);
    }
}
