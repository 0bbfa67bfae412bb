namespace SpeechInsights;

/// <summary>Where an error comes from; the help lists the ids by it.</summary>
internal enum ErrorGroup
{
    /// <summary>A fault of the module itself.</summary>
    Module,

    /// <summary>Bad input, found before anything is sent.</summary>
    Input,

    /// <summary>Sessions and tokens.</summary>
    Session,

    /// <summary>What servers and networks do.</summary>
    Server,

    /// <summary>Checkpoint files.</summary>
    Checkpoint,

    /// <summary>The spool of deliveries.</summary>
    Spool,

    /// <summary>Datasets.</summary>
    Dataset,

    /// <summary>The audit trail.</summary>
    Audit,
}
