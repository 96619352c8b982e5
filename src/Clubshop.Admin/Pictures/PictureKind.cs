using Clubshop.Admin.Common;

namespace Clubshop.Admin.Pictures;

/// <summary>What a file is, by its first bytes; its name and what the browser says of it count for nothing. Pure.</summary>
internal static class PictureKind
{
    /// <summary>The code of the problem of a file that is not taken.</summary>
    public const string Code = "picture";

    /// <summary>Why a file is not taken; null for a JPEG, PNG or WebP that stands still.</summary>
    public static Problem? Refusal(ReadOnlySpan<byte> file)
    {
        if (IsJpeg(file))
            return null;
        if (IsPng(file))
            return MovesPng(file) ? Moving() : null;
        if (IsWebp(file))
            return MovesWebp(file) ? Moving() : null;

        return Name(file) switch
        {
            { } known => new(Code, L[$"This is {known}, which not every phone shows. Save it as JPEG or PNG and choose it again."]),
            null when file.IsEmpty => new(Code, L["This file is empty. Choose another one."]),
            null => new(Code, L["This is not a picture that can be read. Choose a JPEG, PNG or WebP."]),
        };
    }

    private static Problem Moving() => new(Code, L["This picture moves. Choose one that stands still, or save one frame of it as PNG."]);

    private static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    private static bool IsWebp(ReadOnlySpan<byte> file) => file.Length >= 16 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    // An extended file says in its flags whether it moves.
    private static bool MovesWebp(ReadOnlySpan<byte> file) => file.Length > 20 && file[12..].StartsWith("VP8X"u8) && (file[20] & 0x02) != 0;

    // A PNG moves when it has an acTL chunk before its data.
    private static bool MovesPng(ReadOnlySpan<byte> file)
    {
        for (var at = 8L; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            if (chunk[4..].StartsWith("acTL"u8))
                return true;
            if (chunk[4..].StartsWith("IDAT"u8))
                return false;

            at += 12 + System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }

    // What people do try, by name, so that the sentence helps.
    private static string? Name(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("GIF8"u8))
            return L["a GIF"];
        if (file.Length >= 12 && file[4..].StartsWith("ftyp"u8))
            return file[8..].StartsWith("avi"u8) ? L["an AVIF"] : L["a HEIC picture or a film"];
        if (file.StartsWith("BM"u8))
            return L["a bitmap (BMP)"];
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
            return L["a TIFF"];
        if (file.StartsWith("%PDF"u8))
            return L["a PDF"];

        var text = file[..Math.Min(file.Length, 1024)];
        return text.IndexOf("<svg"u8) >= 0 || text.IndexOf("<SVG"u8) >= 0 ? L["a drawing (SVG)"] : null;
    }
}
