namespace Clubshop.LocalAws.Memcached;

/// <summary>
/// Numbers of a command line, as memcached 1.6 reads them by C's <c>strtol</c> family: a sign is allowed, white space may follow, what
/// does not fit the narrower type loses its upper bits.
/// </summary>
internal static class DecimalText
{
    /// <summary>A signed number, narrowed to 32 bits.</summary>
    public static bool TryInt32(ReadOnlySpan<byte> text, out int value)
    {
        var read = TryRead(text, out var negative, out var size);
        var fits = negative ? size <= 1UL << 63 : size <= long.MaxValue;
        value = read && fits ? unchecked((int)(negative ? -(long)size : (long)size)) : 0;
        return read && fits;
    }

    /// <summary>An unsigned number, narrowed to 32 bits; a minus is refused.</summary>
    public static bool TryUInt32(ReadOnlySpan<byte> text, out uint value)
    {
        var read = TryUInt64(text, out var wide);
        value = unchecked((uint)wide);
        return read;
    }

    /// <summary>An unsigned number; a minus is refused.</summary>
    public static bool TryUInt64(ReadOnlySpan<byte> text, out ulong value) => TryRead(text, out var negative, out value) && !negative;

    private static bool TryRead(ReadOnlySpan<byte> text, out bool negative, out ulong size)
    {
        (negative, size) = (false, 0);
        var at = 0;
        while (at < text.Length && IsSpace(text[at])) at++;
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+') negative = text[at++] == '-';
        var first = at;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            var digit = (ulong)(text[at] - '0');
            if (size > (ulong.MaxValue - digit) / 10) return false;
            size = (size * 10) + digit;
        }
        return at > first && (at == text.Length || IsSpace(text[at]));
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (>= 9 and <= 13);
}
