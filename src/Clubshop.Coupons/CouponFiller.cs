using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Coupons;

/// <summary>Writes the codes of a pool that is being filled. None of them is given out before the pool is ready, so all of it may be repeated.</summary>
/// <param name="dynamo">DynamoDB.</param>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
/// <param name="time">The clock.</param>
public sealed class CouponFiller(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
{
    private const int Batch = 25;
    private const int AtOnce = 8;

    private static readonly string[] KeysOnly = [CouponAttributes.Pk, CouponAttributes.Sk];
    private static readonly string[] CodesOnly = [CouponAttributes.Sk, CouponAttributes.Code];

    private readonly LedgerCalls _calls = new(dynamo, prefix + CouponTable.Name, time);

    /// <summary>Puts codes at their numbers, in batches and several at once. After an exception some are written and some not.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="codes">The normalized codes, each with its number in the pool, from 1.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WriteAsync(CouponPool pool, IEnumerable<NumberedCode> codes, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        codes.Chunk(Batch),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (chunk, token) => await _calls.WriteManyAsync([.. chunk.Select(code => new WriteRequest(new PutRequest(RowOf(pool, code))))], token));

    /// <summary>The hashes (<see cref="HashOf"/>) of a pool's codes, in no order: what a file of codes is compared with.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="upTo">Only of numbers up to this one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<UInt128> HashesAsync(string poolId, int upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (upTo <= 0)
            yield break;
        for (var shard = 0; shard < CouponTable.Shards; shard++)
        {
            await foreach (var row in _calls.QueryAsync(Rows.CodePk(poolId, shard), Rows.Number7(1), Rows.Number7(upTo), CodesOnly, cancellationToken))
                yield return HashOf(row[CouponAttributes.Code].S);
        }
    }

    /// <summary>128 bits of a code's SHA-256: a set of these takes a tenth of the memory of the codes, and no two codes share one.</summary>
    public static UInt128 HashOf(string code)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(code), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Deletes what was written of a pool that never became ready.</summary>
    /// <exception cref="ArgumentException">It was ready: its codes are history.</exception>
    public async Task DiscardAsync(CouponPool pool, CancellationToken cancellationToken)
    {
        if (pool.WasReady)
            throw new ArgumentException("The codes of a pool that was ready are kept.", nameof(pool));

        for (var shard = 0; shard < CouponTable.Shards; shard++)
        {
            List<WriteRequest> deletes = [];
            await foreach (var row in _calls.QueryAsync(Rows.CodePk(pool.Id, shard), "", null, KeysOnly, cancellationToken))
                deletes.Add(new(new DeleteRequest(Rows.Key(row[CouponAttributes.Pk].S, row[CouponAttributes.Sk].S))));
            await _calls.WriteManyAsync(deletes, cancellationToken);
        }
    }

    private static Dictionary<string, AttributeValue> RowOf(CouponPool pool, NumberedCode code)
    {
        var row = Rows.Code(pool.Id, code.Number);
        row[CouponAttributes.Code] = Rows.Text(code.Code);
        row[CouponAttributes.CodeKey] = Rows.Text(Rows.CodeKey(pool.OfferId, code.Code));
        row[CouponAttributes.State] = Rows.Text(Rows.NameOf(CouponState.Free));
        return row;
    }
}

/// <summary>A code and its number in the pool.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Code">Normalized.</param>
public readonly record struct NumberedCode(int Number, string Code)
{
    /// <summary>The number alone.</summary>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
