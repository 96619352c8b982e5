namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>Command lines by chance, right and wrong ones, on few keys, so that they meet.</summary>
internal sealed class RandomScripts(int seed)
{
    private static readonly string[] Keys = ["a", "b", "kk", "YQ==", "YWFh", "!!!!", new('k', 250), new('k', 251)];
    private static readonly string[] Values = ["", "a", "5", "18446744073709551615", "99 ", "x y", "abcdefgh"];
    private static readonly string[] Numbers = ["0", "1", "5", "100", "-1", "x", "", "4294967296", "18446744073709551615", "99999999999999999999", "3x", "+7"];
    private static readonly string[] MetaFlags =
    [
        "b", "c", "f", "h", "k", "q", "s", "v", "u", "I", "O1", "Oabc", "T0", "T100", "Tx", "N0", "N100", "R30", "R200", "F5", "Fx", "C0", "C1", "Cx",
        "J7", "Jx", "D3", "Dx", "ME", "MA", "MP", "MR", "MS", "MI", "MD", "M+", "M-", "MX", "M", "z", "P", "L", "t",
    ];

    private readonly Random _random = new(seed);

    public Script Next(int commands) => new([.. Enumerable.Range(0, commands).Select(_ => Command())]);

    private string Command() => _random.Next(20) switch
    {
        0 => $"get {Short()} {Short()}~",
        1 => $"gets {Short()}~",
        2 or 3 => Classic("set"),
        4 => Classic(Pick(["add", "replace", "append", "prepend"])),
        5 => Classic("cas"),
        6 => $"{Pick(["incr", "decr"])} {Pick(Keys)} {Pick(Numbers)}{NoReply()}~",
        7 => $"delete {Pick(Keys)} {Pick(["", "0", "1", "noreply", "0 noreply"])}~",
        8 => $"touch {Pick(Keys)} {Pick(["0", "100", "-1", "x", ""])}{NoReply()}~",
        9 => $"{Pick(["gat", "gats"])} {Pick(["0", "100", "x"])} {Short()} {Short()}~",
        10 => $"me {Pick(Keys)} {Pick(["", "b"])}~",
        11 or 12 or 13 => $"mg {Pick(Keys)}{Flags()}~",
        14 or 15 or 16 => MetaSet(),
        17 => $"md {Pick(Keys)}{Flags()}~",
        18 => $"ma {Pick(Keys)}{Flags()}~",
        _ => Pick(["mn~", "~", "foo~", "flush_all~", "version~", "verbosity 1~", "mg~", "set a~", " get  a ~", "ms a~"]),
    };

    private string Classic(string name)
    {
        var value = Pick(Values);
        var cas = name == "cas" ? " " + Pick(Numbers) : "";
        return $"{name} {Pick(Keys)} {Pick(["0", "7", "x"])} {Pick(["0", "100", "-1"])} {value.Length}{cas}{NoReply()}~{value}~";
    }

    private string MetaSet()
    {
        var value = Pick(Values);
        return $"ms {Pick(Keys)} {value.Length}{Flags()}~{value}~";
    }

    private string Flags() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => " " + Pick(MetaFlags)));

    // Of a get with a key that is too long 1.6.18 also loses the answers to what was sent before it in the same packet.
    private string Short() => Pick(Keys[..^1]);

    private string NoReply() => _random.Next(5) == 0 ? " noreply" : "";

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    /// <summary>Commands in order, each with its value.</summary>
    internal sealed record Script(IReadOnlyList<string> Commands)
    {
        public override string ToString() => string.Concat(Commands);
    }
}
