namespace SpeechInsights.Simulator.Platform;

/// <summary>A survey for survey aggregates.</summary>
internal sealed class SurveyFact(string conversationId, Survey survey, bool byCreation) : IFact
{
    public DateTimeOffset At => byCreation ? survey.Created : survey.EventTime;

    public IReadOnlyList<string> Topics => [];

    public string? ValueOf(string dimension) => dimension switch
    {
        "conversationId" => conversationId,
        "userId" => survey.UserId,
        "mediaType" => "voice",
        "queueId" => PlatformCatalog.QueueId,
        "surveyId" => survey.Id,
        "surveyFormContextId" => survey.FormContextId,
        "surveyFormName" => PlatformCatalog.FormNames[PlatformCatalog.FormContextIds.ToList().IndexOf(survey.FormContextId)],
        "surveyStatus" => survey.Status,
        "surveyType" => "Web",
        _ => null,
    };

    public void Measure(string metric, int topics, MetricSum sum)
    {
        bool isAnswered = survey.TotalScore is not null;
        switch (metric)
        {
            case "oSurveyTotalScore" when survey.TotalScore is { } total:
                sum.AddValue(total);
                break;
            case "nSurveysSent" or "nWebSurveys":
            case "nSurveyResponses" or "nSurveyFullResponses" when isAnswered:
            case "nSurveysExpired" when survey.Status == "Expired":
            case "nSurveyNpsResponses" when survey.PromoterScore is not null:
            case "nSurveyNpsPromoters" when survey.PromoterScore >= 9:
            case "nSurveyNpsDetractors" when survey.PromoterScore <= 6:
                sum.AddCount(1);
                break;
        }
    }
}
