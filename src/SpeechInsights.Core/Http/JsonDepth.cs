namespace SpeechInsights.Http;

/// <summary>How deep a JSON text is nested, without reading it as JSON: for telling a hostile body from a broken one.</summary>
internal static class JsonDepth
{
    /// <summary>The deepest nesting that readers of this module take.</summary>
    public const int Maximum = 32;

    public static bool Exceeds(ReadOnlySpan<byte> json, int maximum)
    {
        int depth = 0;
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte b = json[i];
            if (inString)
            {
                i += b == (byte)'\\' ? 1 : 0;
                inString = b != (byte)'"';
                continue;
            }

            switch (b)
            {
                case (byte)'"':
                    inString = true;
                    break;
                case (byte)'{' or (byte)'[':
                    if (++depth > maximum)
                    {
                        return true;
                    }

                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }
        }

        return false;
    }
}
