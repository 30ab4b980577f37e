namespace PowApp._1.Data;

/// <summary>Rows of a feature that count for nothing any more, for the <see cref="Janitor"/> to clear away.</summary>
public interface IOldRows
{
    /// <returns>How many were deleted: fewer than so many once none is left.</returns>
    Task<int> DeleteAsync(DateTimeOffset now, int atMost, CancellationToken stopping);
}
