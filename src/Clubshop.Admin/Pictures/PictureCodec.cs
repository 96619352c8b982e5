using System.Globalization;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using SkiaSharp;

namespace Clubshop.Admin.Pictures;

/// <summary>One file that was made of a picture.</summary>
/// <param name="Name">Its name, one of <see cref="PictureFiles.All"/>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EncodedFile(string Name, byte[] Content);

/// <summary>What was made of an uploaded picture.</summary>
/// <param name="Name">The SHA-256 of all its files, in hexadecimal.</param>
/// <param name="Width">Of its largest file, in points.</param>
/// <param name="Height">Of its largest file, in points.</param>
/// <param name="Files">Its files, in the order of <see cref="PictureFiles.All"/>.</param>
internal sealed record EncodedPicture(string Name, int Width, int Height, IReadOnlyList<EncodedFile> Files);

/// <summary>
/// Decodes what somebody uploaded and encodes it anew in every size. Nothing of the file itself is passed on: not its bytes, not its metadata (where the photo was
/// taken, on which phone), not its colour profile; what a camera wrote of its orientation is carried out. Its size is looked at before a point of it is decoded.
/// </summary>
internal static class PictureCodec
{
    private const int WebpQuality = 82;
    private const int JpegQuality = 85;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>The picture in all sizes, or why it is not taken.</summary>
    /// <param name="file">The file, at most <see cref="PictureFiles.MaxBytes"/>.</param>
    public static Result<EncodedPicture> Encode(byte[] file)
    {
        if (PictureKind.Refusal(file) is { } refusal)
            return refusal;

        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return Broken();
        if (Refusal(codec) is { } unfit)
            return unfit;

        using var decoded = Decode(codec);
        if (decoded is null)
            return Broken();

        using var largest = Upright(decoded, codec.EncodedOrigin);
        List<EncodedFile> files = [.. PictureFiles.Sides.Select(side => Webp(largest, side)), Jpeg(largest)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in files)
            hash.AppendData(one.Content);

        return new EncodedPicture(Convert.ToHexStringLower(hash.GetHashAndReset()), largest.Width, largest.Height, files);
    }

    private static Problem Broken() => new(PictureKind.Code, L["This picture is damaged or ends in the middle. Choose it again, or another one."]);

    private static Problem? Refusal(SKCodec codec)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
            return Broken();
        if ((long)width * height > PictureFiles.MaxPixels)
            return new(PictureKind.Code, L[$"This picture has {width} × {height} points, which is more than {PictureFiles.MaxPixels / 1_000_000} million. Make it smaller and choose it again."]);

        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        if (shorter < PictureFiles.MinSide)
            return new(PictureKind.Code, L[$"This picture has {width} × {height} points. It needs at least {PictureFiles.MinSide} each way, so that something can be seen."]);

        return longer > shorter * PictureFiles.MaxRatio
            ? new(PictureKind.Code, L[$"This picture is too long: {width} × {height} points. One side may be {PictureFiles.MaxRatio} times the other."])
            : null;
    }

    // A large photo is decoded at a half, a quarter or an eighth where its format can: the rest would be thrown away.
    private static SKBitmap? Decode(SKCodec codec)
    {
        var size = codec.Info.Size;
        foreach (var scale in (float[])[0.125f, 0.25f, 0.5f])
        {
            var scaled = codec.GetScaledDimensions(scale);
            if (Math.Max(scaled.Width, scaled.Height) >= PictureFiles.LargestSide && scaled.Width <= size.Width && scaled.Height <= size.Height)
            {
                size = scaled;
                break;
            }
        }

        using var colours = SKColorSpace.CreateSrgb();
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, colours));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
            return bitmap;

        bitmap.Dispose();
        return null;
    }

    // At most the largest size, turned as the camera was held.
    private static SKBitmap Upright(SKBitmap decoded, SKEncodedOrigin origin)
    {
        var (width, height) = Fit(decoded.Width, decoded.Height, PictureFiles.LargestSide);
        var (turn, isTurned) = TurnOf(origin, width, height);
        var bitmap = new SKBitmap(Info(isTurned ? height : width, isTurned ? width : height, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        canvas.SetMatrix(turn);
        Draw(canvas, decoded, width, height);
        return bitmap;
    }

    private static EncodedFile Webp(SKBitmap largest, int side)
    {
        var (width, height) = Fit(largest.Width, largest.Height, side);
        using var bitmap = new SKBitmap(Info(width, height, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        Draw(canvas, largest, width, height);
        return new(PictureFiles.FileOf(side), Encoded(bitmap, SKEncodedImageFormat.Webp, WebpQuality));
    }

    // JPEG has no transparency: what shows through is white.
    private static EncodedFile Jpeg(SKBitmap largest)
    {
        using var bitmap = new SKBitmap(Info(largest.Width, largest.Height, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        Draw(canvas, largest, largest.Width, largest.Height);
        return new(PictureFiles.ForPush, Encoded(bitmap, SKEncodedImageFormat.Jpeg, JpegQuality));
    }

    private static void Draw(SKCanvas canvas, SKBitmap bitmap, int width, int height)
    {
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(width, height), Smooth);
        canvas.Flush();
    }

    // Without a colour space: the encoders would write it into the file.
    private static byte[] Encoded(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var plain = new SKPixmap(new SKImageInfo(bitmap.Width, bitmap.Height, bitmap.ColorType, bitmap.AlphaType), bitmap.GetPixels(), bitmap.RowBytes);
        using var encoded = plain.Encode(format, quality) ?? throw new InvalidOperationException($"A picture of {bitmap.Width} × {bitmap.Height} points could not be encoded.");
        return encoded.ToArray();
    }

    private static SKImageInfo Info(int width, int height, SKAlphaType alpha) => new(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());

    /// <summary>The size with the longer side of so many points; never larger than it is.</summary>
    internal static (int Width, int Height) Fit(int width, int height, int side)
    {
        var factor = Math.Min(1.0, (double)side / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * factor)), Math.Max(1, (int)Math.Round(height * factor)));
    }

    // The eight orientations of EXIF, for a picture of this size before it is turned.
    private static (SKMatrix Turn, bool IsTurned) TurnOf(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => (new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1), false),
        SKEncodedOrigin.BottomRight => (new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1), false),
        SKEncodedOrigin.BottomLeft => (new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1), false),
        SKEncodedOrigin.LeftTop => (new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1), true),
        SKEncodedOrigin.RightTop => (new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1), true),
        SKEncodedOrigin.RightBottom => (new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1), true),
        SKEncodedOrigin.LeftBottom => (new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1), true),
        _ => (SKMatrix.Identity, false),
    };
}
