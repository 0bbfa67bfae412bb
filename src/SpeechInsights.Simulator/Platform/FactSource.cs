namespace SpeechInsights.Simulator.Platform;

/// <summary>What there is for a query to add up: all of the conversations it names, or all that its window may touch.</summary>
internal sealed class FactSource(PlatformWorld world)
{
    public IEnumerable<IFact> Communications(AggregateRequest query)
    {
        foreach (int index in IndexesOf(query, PlatformWorld.LongestConversation))
        {
            bool isFirst = true;
            string id = world.IdOf(index);
            foreach (Communication leg in world.CommunicationsOf(index))
            {
                yield return new CommunicationFact(id, leg, isFirst);
                isFirst = false;
            }
        }
    }

    public IEnumerable<IFact> Surveys(AggregateRequest query)
    {
        foreach (int index in IndexesOf(query, PlatformWorld.LongestConversation + SurveyPlan.LongestDelay))
        {
            string id = world.IdOf(index);
            foreach (Survey survey in world.SurveysOf(index))
            {
                yield return new SurveyFact(id, survey, query.ByCreation);
            }
        }
    }

    private IEnumerable<int> IndexesOf(AggregateRequest query, TimeSpan reach) => query.Filter.ConversationIds is { } ids
        ? ids.Select(world.World.IndexOf).Where(static index => index >= 0).Order()
        : world.Candidates(query.Start, query.End, reach);
}
