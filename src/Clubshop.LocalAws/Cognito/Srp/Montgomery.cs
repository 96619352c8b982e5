using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>
/// Powers modulo one odd number by Montgomery multiplication over 64-bit limbs. <see cref="BigInteger.ModPow"/> takes some 8 ms for a
/// 3072-bit modulus and a 256-bit exponent, and a sign-in needs three of them; this takes a third of that. Not in constant time, just as
/// BigInteger is not: what it protects never leaves a development machine.
/// </summary>
internal sealed class Montgomery
{
    private const int WindowBits = 4;
    private readonly BigInteger _modulus;
    private readonly int _limbs;
    private readonly ulong[] _n;
    private readonly ulong _inverse;
    private readonly ulong[] _one;
    private readonly ulong[] _square;

    public Montgomery(BigInteger modulus)
    {
        if (modulus.IsEven || modulus.Sign <= 0)
            throw new ArgumentOutOfRangeException(nameof(modulus), "The modulus must be odd and positive.");
        _modulus = modulus;
        _limbs = (int)((modulus.GetBitLength() + 63) / 64);
        _n = Limbs(modulus);
        // Newton's iteration: each round doubles the number of right bits of n^-1 mod 2^64.
        var inverse = 1UL;
        for (var i = 0; i < 6; i++)
            inverse *= 2 - (_n[0] * inverse);
        _inverse = 0 - inverse;
        var r = BigInteger.One << (64 * _limbs);
        _one = Limbs(r % modulus);
        _square = Limbs(r * r % modulus);
    }

    /// <summary>value^exponent mod n, for a value in 0..n−1 and an exponent that is not negative.</summary>
    public BigInteger Power(BigInteger value, BigInteger exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        if (value.Sign < 0 || value >= _modulus)
            throw new ArgumentOutOfRangeException(nameof(value), "The value must be in 0..n-1.");
        var scratch = new ulong[_limbs];
        var table = new ulong[1 << WindowBits][];
        table[0] = _one;
        table[1] = new ulong[_limbs];
        Multiply(Limbs(value), _square, table[1], scratch);
        for (var i = 2; i < table.Length; i++)
        {
            table[i] = new ulong[_limbs];
            Multiply(table[i - 1], table[1], table[i], scratch);
        }

        var digits = exponent.ToByteArray(isUnsigned: true, isBigEndian: true);
        var result = _one.AsSpan().ToArray();
        foreach (var digit in digits)
        {
            Step(result, table[digit >> WindowBits], scratch);
            Step(result, table[digit & 0xF], scratch);
        }

        var plain = new ulong[_limbs];
        plain[0] = 1;
        Multiply(result, plain, result, scratch);
        return new BigInteger(MemoryMarshal.AsBytes(result.AsSpan()), isUnsigned: true);
    }

    private void Step(ulong[] result, ulong[] factor, ulong[] scratch)
    {
        for (var i = 0; i < WindowBits; i++)
            Multiply(result, result, result, scratch);
        Multiply(result, factor, result, scratch);
    }

    /// <summary>target = a · b / R mod n; target may be a or b. Product and reduction run limb by limb in one pass.</summary>
    /// <remarks>Optimised from the first call on: the first sign-in already runs it a thousand times.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(ulong[] a, ulong[] b, ulong[] target, ulong[] scratch)
    {
        // Slices of one length let the compiler drop the bounds checks of the inner loop.
        var n = _n.AsSpan();
        var x = a.AsSpan(0, n.Length);
        var t = scratch.AsSpan(0, n.Length);
        t.Clear();
        var top = 0UL;
        foreach (var factor in b)
        {
            var product = Math.BigMul(x[0], factor) + t[0];
            var quotient = (ulong)product * _inverse;
            var carry = (ulong)(product >> 64);
            var reduced = (ulong)((Math.BigMul(n[0], quotient) + (ulong)product) >> 64);
            for (var j = 1; j < n.Length; j++)
            {
                // Neither sum can overflow: (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
                product = Math.BigMul(x[j], factor) + t[j] + carry;
                carry = (ulong)(product >> 64);
                var sum = Math.BigMul(n[j], quotient) + (ulong)product + reduced;
                reduced = (ulong)(sum >> 64);
                t[j - 1] = (ulong)sum;
            }

            var last = (UInt128)top + carry + reduced;
            t[^1] = (ulong)last;
            top = (ulong)(last >> 64);
        }

        if (top != 0 || !Less(scratch, _n))
            Subtract(scratch, _n);
        t.CopyTo(target);
    }

    private bool Less(ulong[] a, ulong[] b)
    {
        for (var i = _limbs - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
                return a[i] < b[i];
        }

        return false;
    }

    private void Subtract(ulong[] a, ulong[] b)
    {
        var borrow = 0UL;
        for (var i = 0; i < _limbs; i++)
        {
            var difference = a[i] - b[i];
            var below = a[i] < b[i] ? 1UL : 0UL;
            a[i] = difference - borrow;
            borrow = below | (difference < borrow ? 1UL : 0UL);
        }
    }

    private ulong[] Limbs(BigInteger number)
    {
        var limbs = new ulong[_limbs];
        number.TryWriteBytes(MemoryMarshal.AsBytes(limbs.AsSpan()), out _, isUnsigned: true);
        return limbs;
    }
}
