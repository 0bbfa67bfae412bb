namespace SpeechInsights.Simulator.Faults;

/// <summary>What can go wrong on purpose.</summary>
internal enum FaultKind
{
    /// <summary>An answer with the given status.</summary>
    Status,

    /// <summary>The right answer, late.</summary>
    Delay,

    /// <summary>The connection is cut before any answer.</summary>
    Reset,

    /// <summary>The connection is cut in the middle of the body.</summary>
    ResetInBody,

    /// <summary>A well-formed HTTP answer whose JSON is cut in half.</summary>
    Truncate,

    /// <summary>Half the body, then silence.</summary>
    Stall,

    /// <summary>A web page with status 200.</summary>
    Html,

    /// <summary>Status 200 and no body.</summary>
    Empty,

    /// <summary>The right body under another content type.</summary>
    ContentType,

    /// <summary>The right answer with fields nobody told of.</summary>
    UnknownFields,

    /// <summary>Status 200 and the given JSON text.</summary>
    Garbage,

    /// <summary>From now on new rows stand at the front of the list.</summary>
    Shift,

    /// <summary>From now on the first rows are gone.</summary>
    Vanish,

    /// <summary>The page begins with the last rows of the page before.</summary>
    Duplicate,

    /// <summary>The total is wrong.</summary>
    TotalLies,

    /// <summary>Pages are smaller than asked for.</summary>
    PageSizeCap,

    /// <summary>The request is carried out, then the connection is cut.</summary>
    DoThenReset,

    /// <summary>The token is revoked and the request refused.</summary>
    Revoke,

    /// <summary>A very long body.</summary>
    Large,

    /// <summary>Very deeply nested JSON.</summary>
    Deep,

    /// <summary>A redirect.</summary>
    Redirect,

    /// <summary>An error whose message holds terminal control sequences.</summary>
    ControlText,
}
