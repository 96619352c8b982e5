using System.Buffers.Binary;
using System.Text;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>Where a sealed text stands. What was sealed for one place opens at no other.</summary>
/// <param name="Table">The table. Its name is part of the seal, like the field's.</param>
/// <param name="RecordId">The record's id.</param>
/// <param name="Field">The field's name. After renaming it, everything must be sealed again.</param>
public readonly record struct FieldPlace(Table Table, string RecordId, string Field)
{
    /// <summary>The place as AES-GCM binds it: each part after its length, so that no two places read alike.</summary>
    internal byte[] ToBytes()
    {
        string[] parts = [Table.Name, RecordId, Field];
        var bytes = new List<byte>();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            bytes.AddRange(length);
            bytes.AddRange(text);
        }

        return [.. bytes];
    }
}
