namespace PowApp._1.Accounts;

public sealed partial class SessionListItem
{
    public bool IsPersistent => row.IsPersistent;
}
