namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>What a table or an index holds in the order of its key. The key need not lie in one piece: an index's is its own part and then the item's.</summary>
internal interface IKeyed
{
    /// <summary>Bytes by the service's rules.</summary>
    int Size { get; }

    /// <summary>Bytes of the key.</summary>
    int KeyLength { get; }

    /// <summary>Compares the key with a whole one, as unsigned bytes.</summary>
    int CompareKey(ReadOnlySpan<byte> key);

    /// <summary>Eight bytes of the key as a number of the same order; zeros stand behind its end.</summary>
    ulong KeyPiece(int from);

    /// <summary>A copy of the whole key.</summary>
    byte[] CopyKey();
}
