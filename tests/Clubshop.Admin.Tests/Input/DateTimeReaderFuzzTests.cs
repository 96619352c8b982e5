using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;
using CsCheck;

namespace Clubshop.Admin.Tests.Input;

public sealed class DateTimeReaderFuzzTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly long First = Ist.StartOf(new DateOnly(2000, 1, 2)).Ticks;
    private static readonly long Last = Ist.StartOf(new DateOnly(2999, 12, 31)).Ticks;

    private static readonly Gen<string> DateLike = Gen.OneOf(
        "0", "1", "2", "12", "30", "31", "99", "2026", "1999", "3000", "0001", "१", "٣", "/", "-", ".", ":", "T", "Z", " ", ", ", "+", "05:30", "-14:00", "+15", "am", "pm", "p.m.", "Nov", "february", "30 Nov 2026",
        "2026-12-01", "Mon", "end of day", "24:00", "23:59:59", "IST", "UTC", "\u200e", "\u2011", "\ud800", "29/2", "noon", "नव॰", "दिसंबर", "\u092b\u093cर", "\u095eर॰", "सोम", "दिन का अंत", "॰")
        .Array[0, 9].Select(string.Concat);

    private static readonly Gen<DateTimeOffset> Moment = Gen.Long[First, Last].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [Fact]
    public void Read_Anything_IsReadOrRefused_AndReadsBackTheSame() =>
        Gen.Select(Gen.OneOf<string>(DateLike, Gen.String), Gen.OneOf(DateWithoutTime.StartOfDay, DateWithoutTime.EndOfDay)).Sample((text, alone) =>
        {
            var read = DateTimeReader.Read(text, Today, alone);
            if (read.Problem is not null)
                return read.Problem.Length > 0 && read.At == default;

            var again = DateTimeReader.Read(DateTimeReader.Write(read.At, alone), Today, alone);
            return again == new MomentRead(read.At);
        });

    [Fact]
    public void ReadDate_Anything_IsReadOrRefused_AndReadsBackTheSame() => Gen.OneOf<string>(DateLike, Gen.String).Sample(text =>
    {
        var (day, problem) = DateTimeReader.ReadDate(text, Today);
        return problem is not null ? problem.Length > 0 : DateTimeReader.ReadDate(Format.Date(day), Today) == (day, null);
    });

    [Fact]
    public void Read_AnyMomentOfAFile_IsTheMoment() => Gen.Select(Moment, Gen.OneOf(DateWithoutTime.StartOfDay, DateWithoutTime.EndOfDay)).Sample((moment, alone) =>
        DateTimeReader.Read(DateTimeReader.Write(moment, alone), Today, alone) == new MomentRead(moment));

    [Fact]
    public void Read_WhatAFieldShows_IsTheMinute() => Moment.Select(moment => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute))).Sample(moment =>
        DateTimeReader.Read(Format.DateTime(moment), Today, DateWithoutTime.StartOfDay).At == moment
        && DateTimeReader.Read(Format.Full(moment), Today, DateWithoutTime.StartOfDay).At == moment
        && DateTimeReader.Read(Format.End(moment), Today, DateWithoutTime.EndOfDay).At == moment
        && DateTimeReader.Read(Format.FullEnd(moment), Today, DateWithoutTime.EndOfDay).At == moment);

    [Fact]
    public void Read_AnyZone_IsTheSameMoment() => Gen.Select(Moment, Gen.Int[-14 * 60, 14 * 60]).Sample((moment, minutes) =>
        DateTimeReader.Read(moment.ToOffset(TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", System.Globalization.CultureInfo.InvariantCulture), Today, DateWithoutTime.StartOfDay).At == moment);
}
