namespace Clubshop.Admin.Import;

/// <summary>In which order rows are taken, and which are refused for their place in it.</summary>
/// <param name="Waves">Per row, from 0: the wave it is taken in, after all rows of the waves before; empty when all are in one.</param>
/// <param name="Wrong">Rows that are refused: column and reason.</param>
internal sealed record RowOrder(IReadOnlyList<byte> Waves, IReadOnlyDictionary<int, (string Column, string Reason)> Wrong)
{
    /// <summary>As they come.</summary>
    public static RowOrder AsTheyCome { get; } = new([], new Dictionary<int, (string, string)>());

    /// <summary>How many waves there are.</summary>
    public int Count => Waves.Count == 0 ? 1 : Waves.Max() + 1;

    /// <summary>The wave of a row, from 0.</summary>
    public int Of(int row) => row < Waves.Count ? Waves[row] : 0;
}
