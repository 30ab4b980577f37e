using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PowApp._1.Data.Migrations
{
    /// <inheritdoc />
    public partial class CreateAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Name = table.Column<string>(maxLength: 128, nullable: false),
                    Xml = table.Column<string>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "FailedAttempts",
                columns: table => new
                {
                    Key = table.Column<byte[]>(maxLength: 32, nullable: false),
                    Count = table.Column<int>(nullable: false),
                    LastAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedAttempts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    Address = table.Column<string>(maxLength: 254, nullable: false),
                    UserId = table.Column<Guid>(nullable: true),
                    Culture = table.Column<string>(maxLength: 16, nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    DueAt = table.Column<DateTime>(nullable: false),
                    Attempts = table.Column<int>(nullable: false),
                    FailedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    DeletedAt = table.Column<DateTime>(nullable: true),
#if (EmailConfirmation)
                    IsUnconfirmed = table.Column<bool>(nullable: false),
                    RegistrationProofHash = table.Column<byte[]>(maxLength: 32, nullable: true),
#endif
                    Email = table.Column<string>(maxLength: 254, nullable: false),
#if (!SqlServer)
                    NormalizedEmail = table.Column<string>(maxLength: 254, nullable: false),
#endif
#if (SqlServer)
                    NormalizedEmail = table.Column<string>(maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
#endif
                    PasswordHash = table.Column<string>(maxLength: 256, nullable: true),
                    SecurityStamp = table.Column<string>(maxLength: 64, nullable: false),
                    ConcurrencyStamp = table.Column<string>(maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AccountTokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    UserId = table.Column<Guid>(nullable: false),
                    Purpose = table.Column<string>(maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    SentTo = table.Column<string>(maxLength: 254, nullable: false),
                    SecurityStamp = table.Column<string>(maxLength: 64, nullable: true),
                    IssuedAt = table.Column<DateTime>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountTokens_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EmailChanges",
                columns: table => new
                {
                    UserId = table.Column<Guid>(nullable: false),
                    NewEmail = table.Column<string>(maxLength: 254, nullable: false),
                    SecurityStamp = table.Column<string>(maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmailChanges", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_EmailChanges_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

#if (Invitation)
            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    InviterId = table.Column<Guid>(nullable: false),
                    Address = table.Column<string>(maxLength: 254, nullable: false),
#if (!SqlServer)
                    NormalizedAddress = table.Column<string>(maxLength: 254, nullable: false),
#endif
#if (SqlServer)
                    NormalizedAddress = table.Column<string>(maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
#endif
                    SentAt = table.Column<DateTime>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false),
                    AcceptedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Users_InviterId",
                        column: x => x.InviterId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

#endif
            migrationBuilder.CreateTable(
                name: "ReservedEmails",
                columns: table => new
                {
                    UserId = table.Column<Guid>(nullable: false),
#if (!SqlServer)
                    NormalizedEmail = table.Column<string>(maxLength: 254, nullable: false),
#endif
#if (SqlServer)
                    NormalizedEmail = table.Column<string>(maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
#endif
                    Email = table.Column<string>(maxLength: 254, nullable: false),
                    ReservedAt = table.Column<DateTime>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReservedEmails", x => new { x.UserId, x.NormalizedEmail });
                    table.ForeignKey(
                        name: "FK_ReservedEmails_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    UserId = table.Column<Guid>(nullable: false),
                    SecurityStamp = table.Column<string>(maxLength: 64, nullable: false),
                    TokenHash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    PreviousTokenHash = table.Column<byte[]>(maxLength: 32, nullable: true),
                    PreviousTokenExpiresAt = table.Column<DateTime>(nullable: true),
                    RotationSalt = table.Column<byte[]>(maxLength: 32, nullable: true),
                    StartedAt = table.Column<DateTime>(nullable: false),
                    RotatedAt = table.Column<DateTime>(nullable: false),
                    SeenAt = table.Column<DateTime>(nullable: false),
                    FreshUntil = table.Column<DateTime>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false),
                    Device = table.Column<string>(maxLength: 64, nullable: false),
                    Address = table.Column<string>(maxLength: 64, nullable: false),
#if (PersistentSession)
                    RenewalFamily = table.Column<Guid>(nullable: true),
                    RenewalTokenHash = table.Column<byte[]>(maxLength: 32, nullable: true),
                    UsedRenewalTokenHash = table.Column<byte[]>(maxLength: 32, nullable: true),
                    UsedRenewalTokenExpiresAt = table.Column<DateTime>(nullable: true),
                    RenewalTokenSalt = table.Column<byte[]>(maxLength: 32, nullable: true)
#endif
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccountTokens_Hash",
                table: "AccountTokens",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccountTokens_UserId",
                table: "AccountTokens",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_FailedAttempts_LastAt",
                table: "FailedAttempts",
                column: "LastAt");

#if (Invitation)
            migrationBuilder.CreateIndex(
                name: "IX_Invitations_InviterId_NormalizedAddress",
                table: "Invitations",
                columns: new[] { "InviterId", "NormalizedAddress" },
                unique: true);

#endif
            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt",
                table: "Outbox",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReservedEmails_NormalizedEmail",
                table: "ReservedEmails",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ExpiresAt",
                table: "Sessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_PreviousTokenHash",
                table: "Sessions",
                column: "PreviousTokenHash");

#if (PersistentSession)
            migrationBuilder.CreateIndex(
                name: "IX_Sessions_RenewalFamily",
                table: "Sessions",
                column: "RenewalFamily");

#endif
            migrationBuilder.CreateIndex(
                name: "IX_Sessions_TokenHash",
                table: "Sessions",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId",
                table: "Sessions",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Users_NormalizedEmail",
                table: "Users",
                column: "NormalizedEmail",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountTokens");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "EmailChanges");

            migrationBuilder.DropTable(
                name: "FailedAttempts");

#if (Invitation)
            migrationBuilder.DropTable(
                name: "Invitations");

#endif
            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "ReservedEmails");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "Users");
        }
    }
}
