namespace PowApp._1.Web;

/// <summary>Whether typing starts in a field of the page. If not, a notice takes the focus.</summary>
public sealed class PageFocus
{
    public event EventHandler? Taken;

    public bool IsTaken { get; private set; }

    public void Take()
    {
        if (IsTaken) return;

        IsTaken = true;
        Taken?.Invoke(this, EventArgs.Empty);
    }
}
