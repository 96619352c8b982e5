using System.Numerics;
using System.Runtime.InteropServices;

namespace Clubshop.LocalAws.Cognito.Srp;

/// <summary>
/// Powers modulo one odd number by Montgomery multiplication over 64-bit limbs. <see cref="BigInteger.ModPow"/> takes some 8 ms for a
/// 3072-bit modulus and a 256-bit exponent, and a sign-in needs three of them; this takes about one. Not constant in time, as
/// BigInteger is not: what it guards never leaves a development machine.
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
        var scratch = new ulong[_limbs + 2];
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

    /// <summary>target = a · b / R mod n (coarsely integrated operand scanning); target may be a or b.</summary>
    private void Multiply(ulong[] a, ulong[] b, ulong[] target, ulong[] t)
    {
        Array.Clear(t);
        var size = _limbs;
        for (var i = 0; i < size; i++)
        {
            var carry = 0UL;
            var factor = b[i];
            for (var j = 0; j < size; j++)
                t[j] = MultiplyAdd(a[j], factor, t[j], ref carry);
            var sum = t[size] + carry;
            t[size + 1] = sum < carry ? 1UL : 0UL;
            t[size] = sum;

            var m = t[0] * _inverse;
            carry = 0;
            _ = MultiplyAdd(m, _n[0], t[0], ref carry);
            for (var j = 1; j < size; j++)
                t[j - 1] = MultiplyAdd(m, _n[j], t[j], ref carry);
            sum = t[size] + carry;
            t[size - 1] = sum;
            t[size] = t[size + 1] + (sum < carry ? 1UL : 0UL);
        }

        if (t[size] != 0 || !Less(t, _n))
            Subtract(t, _n);
        Array.Copy(t, target, size);
    }

    /// <summary>a · b + c + carry: the low half; carry becomes the high half, which cannot overflow.</summary>
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ref ulong carry)
    {
        var high = Math.BigMul(a, b, out var low);
        low += c;
        if (low < c)
            high++;
        low += carry;
        if (low < carry)
            high++;
        carry = high;
        return low;
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
