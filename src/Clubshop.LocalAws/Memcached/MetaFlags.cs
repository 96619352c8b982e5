using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Clubshop.LocalAws.Memcached;

/// <summary>The flags of a meta command: single letters, some with a value behind them.</summary>
internal sealed class MetaFlags
{
    /// <summary>Flags without a value that no command refuses, whether or not it has a use for them.</summary>
    private const string Plain = "kqthlcfsuvIPL";

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private readonly HashSet<byte> _given = [];

    /// <summary>The key, decoded.</summary>
    public byte[] Key { get; private set; } = [];

    /// <summary>What is wrong, as memcached says it; null when nothing is.</summary>
    public byte[]? Problem { get; private set; }

    /// <summary>b: the key is in base64.</summary>
    public bool IsBinaryKey { get; private set; }

    /// <summary>q: the expected answer is not sent.</summary>
    public bool IsQuiet => Has('q');

    /// <summary>T: time to live.</summary>
    public int? Expiry { get; private set; }

    /// <summary>N: time to live of an item that is made on a miss.</summary>
    public int? Vivify { get; private set; }

    /// <summary>R: with less time to live than this, renewing is due.</summary>
    public int? Recache { get; private set; }

    /// <summary>F: the client's flags.</summary>
    public uint Flags { get; private set; }

    /// <summary>C: the CAS id that the item must have.</summary>
    public ulong? Cas { get; private set; }

    /// <summary>J: first value of a number that is made on a miss.</summary>
    public ulong Initial { get; private set; }

    /// <summary>D: what to add or take off.</summary>
    public ulong Delta { get; private set; } = 1;

    /// <summary>M: the mode's letter; null without one.</summary>
    public char? Mode { get; private set; }

    /// <summary>Whether the flag was given.</summary>
    public bool Has(char flag) => _given.Contains((byte)flag);

    /// <summary>Reads the flags from a token on.</summary>
    public static MetaFlags Read(CommandLine command, int first)
    {
        var flags = new MetaFlags { Key = command[1].ToArray() };
        for (var i = first; i < command.Count; i++)
        {
            if (!flags.TryRead(command[i])) break;
        }
        return flags;
    }

    /// <summary>Decodes a key in base64; null when it is not base64.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> key)
    {
        // System.Buffers.Text accepts white space, memcached does not.
        var letters = key.TrimEnd((byte)'=');
        if (key.Length == 0 || key.Length % 4 != 0 || key.Length - letters.Length > 2 || letters.ContainsAnyExcept(Base64)) return null;
        var padded = key.ToArray();
        // Left-over bits are ignored, as memcached does.
        if (letters.Length % 4 == 2) padded[letters.Length - 1] = Masked(padded[letters.Length - 1], 0b110000);
        if (letters.Length % 4 == 3) padded[letters.Length - 1] = Masked(padded[letters.Length - 1], 0b111100);
        return Convert.FromBase64String(Encoding.ASCII.GetString(padded));
    }

    /// <summary>Writes a key as answers show it: in base64 where it came so.</summary>
    public static void WriteKey(Reply reply, ReadOnlySpan<byte> key, bool isBinary)
    {
        if (!isBinary)
        {
            reply.Text(" k"u8).Text(key);
            return;
        }
        reply.Text(" k"u8);
        WriteBase64(reply, key);
        reply.Text(" b"u8);
    }

    /// <summary>Writes a key in base64.</summary>
    public static void WriteBase64(Reply reply, ReadOnlySpan<byte> key)
    {
        Span<byte> text = stackalloc byte[((Session.LongestKey / 3) + 1) * 4];
        System.Buffers.Text.Base64.EncodeToUtf8(key, text, out _, out var written);
        reply.Text(text[..written]);
    }

    private static byte Masked(byte letter, int mask)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return (byte)alphabet[alphabet.IndexOf((char)letter, StringComparison.Ordinal) & mask];
    }

    // False where memcached stops reading; other mistakes are reported after everything was read, and only the last one.
    private bool TryRead(ReadOnlySpan<byte> token)
    {
        var letter = token[0];
        var value = token[1..];
        if (letter >= 127 || !_given.Add(letter))
        {
            Problem = "CLIENT_ERROR duplicate flag"u8.ToArray();
            return false;
        }
        switch ((char)letter)
        {
            case 'b':
                IsBinaryKey = true;
                if (Decode(Key) is { } decoded) Key = decoded;
                else Problem = "CLIENT_ERROR error decoding key"u8.ToArray();
                break;
            case 'T':
                Expiry = Number(value);
                break;
            case 'N':
                Vivify = Number(value);
                break;
            case 'R':
                Recache = Number(value);
                break;
            case 'F':
                if (DecimalText.TryUInt32(value, out var flags)) Flags = flags;
                else Problem ??= "CLIENT_ERROR bad command line format"u8.ToArray();
                break;
            case 'C':
                Cas = Wide(value, "CLIENT_ERROR bad token in command line format"u8);
                break;
            case 'J':
                Initial = Wide(value, "CLIENT_ERROR invalid numeric initial value"u8);
                break;
            case 'D':
                Delta = Wide(value, "CLIENT_ERROR invalid numeric delta value"u8);
                break;
            case 'M':
                if (value.Length == 1) Mode = (char)value[0];
                else Problem = "CLIENT_ERROR incorrect length for M token"u8.ToArray();
                break;
            case 'O':
                break;
            case var plain when Plain.Contains(plain, StringComparison.Ordinal):
                break;
            default:
                Problem = "CLIENT_ERROR invalid flag"u8.ToArray();
                return false;
        }
        return true;
    }

    private int Number(ReadOnlySpan<byte> value)
    {
        if (!DecimalText.TryInt32(value, out var number)) Problem = "CLIENT_ERROR bad token in command line format"u8.ToArray();
        return number;
    }

    private ulong Wide(ReadOnlySpan<byte> value, ReadOnlySpan<byte> problem)
    {
        if (!DecimalText.TryUInt64(value, out var number)) Problem = problem.ToArray();
        return number;
    }
}
