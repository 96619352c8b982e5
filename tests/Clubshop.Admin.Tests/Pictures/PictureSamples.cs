using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Clubshop.Admin.Tests.Pictures;

/// <summary>Files as people choose them, made here: red at the left, blue at the right.</summary>
internal static class PictureSamples
{
    /// <summary>Stands in the metadata of <see cref="Photo"/>.</summary>
    public const string Secret = "19.0760N 72.8777E Asha's phone";

    public static byte[] Jpeg(int width, int height) => Encoded(width, height, SKEncodedImageFormat.Jpeg);

    public static byte[] Png(int width, int height) => Encoded(width, height, SKEncodedImageFormat.Png);

    public static byte[] Webp(int width, int height) => Encoded(width, height, SKEncodedImageFormat.Webp);

    /// <summary>Nothing but a red dot in the middle of transparency.</summary>
    public static byte[] Transparent(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawCircle(width / 2f, height / 2f, Math.Min(width, height) / 4f, red);
        return Encoded(bitmap, SKEncodedImageFormat.Png);
    }

    /// <summary>A JPEG with the orientation that a camera wrote, where it was taken, and a comment.</summary>
    public static byte[] Photo(int width, int height, ushort orientation)
    {
        var tiff = new byte[26];
        "II*\0"u8.CopyTo(tiff);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(10), 0x0112);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(12), 3);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(14), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(18), orientation);
        byte[] exif = [.. "Exif\0\0"u8, .. tiff, .. Encoding.ASCII.GetBytes(Secret)];
        var plain = Jpeg(width, height);
        return [.. plain[..2], .. Segment(0xE1, exif), .. Segment(0xFE, Encoding.ASCII.GetBytes(Secret)), .. plain[2..]];
    }

    /// <summary>A PNG that says it has frames.</summary>
    public static byte[] MovingPng()
    {
        var plain = Png(100, 80);
        var afterHeader = 8 + 25;
        byte[] chunk = [0, 0, 0, 8, .. "acTL"u8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        return [.. plain[..afterHeader], .. chunk, .. plain[afterHeader..]];
    }

    /// <summary>The head of a WebP that says it has frames.</summary>
    public static byte[] MovingWebp() => [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x02, 0, 0, 0, 99, 0, 0, 99, 0, 0, .. new byte[60]];

    /// <summary>A PNG of a few hundred bytes whose header claims so many points.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var plain = Png(100, 80);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(29), Crc(plain.AsSpan(12, 17)));
        return plain;
    }

    private static byte[] Encoded(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2f, height, red);
        return Encoded(bitmap, format);
    }

    private static byte[] Encoded(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
