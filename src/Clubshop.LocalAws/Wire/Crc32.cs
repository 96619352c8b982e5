namespace Clubshop.LocalAws.Wire;

/// <summary>CRC-32 as in zip and gzip, eight bytes a step: what the service puts into <c>x-amz-crc32</c>.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of <paramref name="data"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        var tables = Tables;
        while (data.Length >= 8)
        {
            crc ^= BitConverter.ToUInt32(data);
            crc = tables[7][crc & 0xff] ^ tables[6][(crc >> 8) & 0xff] ^ tables[5][(crc >> 16) & 0xff] ^ tables[4][crc >> 24]
                ^ tables[3][data[4]] ^ tables[2][data[5]] ^ tables[1][data[6]] ^ tables[0][data[7]];
            data = data[8..];
        }
        foreach (var b in data) crc = tables[0][(crc ^ b) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var t = 0; t < tables.Length; t++) tables[t] = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            tables[0][i] = crc;
        }
        for (var i = 0; i < 256; i++)
        {
            for (var t = 1; t < tables.Length; t++) tables[t][i] = (tables[t - 1][i] >> 8) ^ tables[0][tables[t - 1][i] & 0xff];
        }
        return tables;
    }
}
