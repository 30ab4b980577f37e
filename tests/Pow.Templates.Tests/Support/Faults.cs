namespace Pow.Templates.Tests.Support;

/// <summary>Files that give an app every fault that <see cref="CodeShape"/> knows, beside much that is none.</summary>
internal static class Faults
{
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["src/Shop/Controllers/FaultsController.cs"] = """
            using Microsoft.AspNetCore.Mvc;
            using Shop.Accounts;
            using Shop.Data;
            using Shop.Mail;

            namespace Shop.Controllers;

            public sealed class FaultsController(FaultyService service, TimeProvider clock) : Controller
            {
                public IActionResult Create(FaultyForm form, int page)
                {
                    Func<int, int> two = unused => 2;
                    Func<int, int> three = _ => 3;
                    service.Run(form.Email, two(1), "same");
                    service.Run(form.Email, three(Four(1)), "same");
                    new ServiceCollection().AddFaults(new FaultyEntity { Id = Guid.Empty, OnlyGiven = 1 });
                    return Ok(new FaultyAnswer("name", [typeof(FaultyPage).Name]));

                    int Four(int unused) => service.Later(Unchosen)(4);
                }

                private static int Unchosen(int number) => 4;
            }

            public class FaultyForm : FaultyPart
            {
                public string Email { get; init; } = "";
            }

            public class FaultyPart
            {
                public string Confirmation { get; init; } = "";
            }

            public sealed record FaultyAnswer(string Name, string[] Names);
            """,
        ["src/Shop/Accounts/FaultyService.cs"] = """
            using Shop.Web;

            namespace Shop.Accounts;

            public sealed partial class FaultyService(IFaulty faulty, IEnumerable<IFaultless> faultless, FaultyOptions options)
            {
                public const string Unused = FaultyHeader.Name;

                private string _last = "";
                private int _count;

                public void Run(string text, int number, string same, string? none = null, string? some = null)
                {
                    _last = text + number + same + none + some + options.Read + FaultyKind.Used;
                    foreach (var one in faultless) _count += one.Length(text, number);
                    if (_count == 0) faulty.Go(number);
                }

                public Func<int, int> Later(Func<int, int> function) => function;

                public void OnlyByTests() => Console.Write("");

                public void OnlyByItself() => OnlyByItself();
            }

            public static class FaultyExtensions
            {
                public static int Twice(this int number) => Thrice(number) - number;

                public static int Thrice(this int number) => 3 * number;
            }

            public enum FaultyKind { Used, Unused }

            public partial record FaultyRecord(string Read, string Unread)
            {
                public override string ToString() => Read;
            }
            """,
        ["src/Shop/Accounts/FaultyService.Part.cs"] = """
            namespace Shop.Accounts;

            public sealed partial class FaultyService
            {
                public static FaultyRecord NewRecord(string unread) => new("read", unread);
            }
            """,
        ["src/Shop/Accounts/IFaulty.cs"] = """
            namespace Shop.Accounts;

            public interface IFaulty
            {
                void Go(int unused);
            }

            public sealed class Faulty : IFaulty
            {
                public void Go(int unused) => Console.Write(FaultyService.NewRecord(""));
            }

            public interface IFaultless
            {
                int Length(string text, int some);
            }

            public sealed class Faultless : IFaultless
            {
                public int Length(string text, int some) => text.Length;
            }

            public sealed class OtherFaultless : IFaultless
            {
                public int Length(string text, int some) => some;
            }
            """,
        ["src/Shop/Accounts/FaultyOptions.cs"] = """
            using Microsoft.Extensions.Options;

            namespace Shop.Accounts;

            public sealed class FaultyOptions
            {
                public string Read { get; set; } = "";

                public string OnlyValidated { get; set; } = "";
            }

            public sealed class FaultyOptionsValidator : IValidateOptions<FaultyOptions>
            {
                public ValidateOptionsResult Validate(string? name, FaultyOptions options) =>
                    options.OnlyValidated == "" ? ValidateOptionsResult.Skip : ValidateOptionsResult.Success;
            }

            public static class FaultySetup
            {
                public static void AddFaults(this IServiceCollection services, object row) => services
                    .AddSingleton(row).AddSingleton<IValidateOptions<FaultyOptions>, FaultyOptionsValidator>()
                    .AddSingleton<IFaulty, Faulty>().AddSingleton<IFaultless, Faultless>().AddSingleton<IFaultless, OtherFaultless>();
            }
            """,
        ["src/Shop/Web/FaultyHeader.cs"] = """
            namespace Shop.Web;

            public static class FaultyHeader
            {
                public const string Name = "Faulty";
            }
            """,
        ["src/Shop/Elsewhere/FaultyPlace.cs"] = """
            namespace Shop.Elsewhere;

            public static class FaultyPlace;
            """,
        ["src/Shop/Mail/FaultyPage.razor"] = """
            @inherits ComponentBase
            <p>@Read</p>
            @code {
                [Parameter] public string? Read { get; set; }

                [Parameter] public string? Unread { get; set; }
            }
            """,
        ["src/Shop/Mail/FaultyDeadPage.razor"] = "<p></p>",
        ["src/Shop/Data/FaultyEntity.cs"] = """
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Metadata.Builders;

            namespace Shop.Data;

            public sealed class FaultyEntity
            {
                public Guid Id { get; init; }

                public int OnlyGiven { get; init; }

                public int OnlyConfigured { get; init; }
            }

            public sealed class FaultyEntityConfiguration : IEntityTypeConfiguration<FaultyEntity>
            {
                public void Configure(EntityTypeBuilder<FaultyEntity> entity) => entity.Property(e => e.OnlyConfigured);
            }
            """,
        ["tests/Shop.Tests/FaultTests.cs"] = """
            using Shop.Accounts;

            namespace Shop.Tests;

            public static class FaultTests
            {
                public static void Test(FaultyService service) => service.OnlyByTests();
            }
            """,
    };

    public static IReadOnlyList<string> Expected { get; } =
    [
        "Accounts/FaultyOptions.cs:9: FaultyOptions.OnlyValidated is never read",
        "Accounts/FaultyService.Part.cs:1: holds a part of FaultyService, which lies in Accounts/FaultyService.cs",
        "Accounts/FaultyService.cs:7: FaultyService.Unused is not used",
        "Accounts/FaultyService.cs:7: uses Web.FaultyHeader",
        "Accounts/FaultyService.cs:9: FaultyService._last is never read",
        "Accounts/FaultyService.cs:12: The parameter none of FaultyService.Run is left out in every call",
        "Accounts/FaultyService.cs:12: The parameter same of FaultyService.Run is same in every call",
        "Accounts/FaultyService.cs:12: The parameter some of FaultyService.Run is left out in every call",
        "Accounts/FaultyService.cs:21: FaultyService.OnlyByTests is used by tests only",
        "Accounts/FaultyService.cs:23: FaultyService.OnlyByItself is not used",
        "Accounts/FaultyService.cs:26: FaultyExtensions is not used",
        "Accounts/FaultyService.cs:33: FaultyKind.Unused is not used",
        "Accounts/FaultyService.cs:35: FaultyRecord is partial for nothing",
        "Accounts/FaultyService.cs:35: FaultyRecord.Unread is not used",
        "Accounts/IFaulty.cs:3: IFaulty has one implementation",
        "Accounts/IFaulty.cs:5: The parameter unused of IFaulty.Go is not used",
        "Controllers/FaultsController.cs:8: The parameter clock of FaultsController is not used",
        "Controllers/FaultsController.cs:10: The parameter page of FaultsController.Create is not used",
        "Controllers/FaultsController.cs:12: The parameter unused of a lambda is not used",
        "Controllers/FaultsController.cs:19: The parameter unused of Four is not used",
        "Data/FaultyEntity.cs:12: FaultyEntity.OnlyConfigured is never read",
        "Elsewhere/FaultyPlace.cs:1: is of no layer that the tests know",
        "Elsewhere/FaultyPlace.cs:3: FaultyPlace is not used",
        "Mail/FaultyDeadPage.razor:1: FaultyDeadPage is not used",
        "Mail/FaultyPage.razor:6: FaultyPage.Unread is not used",
        "Web/FaultyHeader.cs:3: FaultyHeader is not used",
    ];
}
