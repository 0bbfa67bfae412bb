using System.Security.Cryptography;

namespace SpeechInsights.Http;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> as bytes, so that a secret in it can be zeroed.</summary>
internal static class FormBody
{
    public static byte[] Create(params (string Name, ReadOnlyMemory<byte> Value)[] fields)
    {
        int most = fields.Sum(field => field.Name.Length + (field.Value.Length * 3) + 2);
        byte[] scratch = new byte[most];
        int length = 0;
        foreach ((string name, ReadOnlyMemory<byte> value) in fields)
        {
            if (length > 0)
            {
                scratch[length++] = (byte)'&';
            }

            foreach (char c in name)
            {
                scratch[length++] = (byte)c;
            }

            scratch[length++] = (byte)'=';
            foreach (byte b in value.Span)
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                {
                    scratch[length++] = b;
                }
                else
                {
                    scratch[length++] = (byte)'%';
                    scratch[length++] = (byte)"0123456789ABCDEF"[b >> 4];
                    scratch[length++] = (byte)"0123456789ABCDEF"[b & 15];
                }
            }
        }

        byte[] body = scratch.AsSpan(0, length).ToArray();
        CryptographicOperations.ZeroMemory(scratch);
        return body;
    }
}
