using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PowApp._1.Data;

/// <summary>Keeps times as UTC, a form in which the database can compare them.</summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime,
    time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)));
