namespace PowApp._1.Web;

/// <summary>Confirming an address. The password is needed where no session of the account vouches for whoever opened the link.</summary>
public class ConfirmEmailForm
{
    public string? Password { get; set; }
}
