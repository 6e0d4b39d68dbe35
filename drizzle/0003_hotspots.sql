CREATE TABLE "hotspot_reports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "hotspot_reports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"repository_id" bigint NOT NULL,
	"commit" text NOT NULL,
	"definition" text NOT NULL,
	"date" timestamp with time zone,
	"report" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hotspot_reports_repository_id_commit_definition_unique" UNIQUE("repository_id","commit","definition")
);
--> statement-breakpoint
CREATE TABLE "issues" (
	"github_id" bigint NOT NULL,
	"key" text NOT NULL,
	"number" integer,
	"held_until" timestamp with time zone,
	CONSTRAINT "issues_github_id_key_pk" PRIMARY KEY("github_id","key")
);
--> statement-breakpoint
ALTER TABLE "hotspot_reports" ADD CONSTRAINT "hotspot_reports_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issues" ADD CONSTRAINT "issues_github_id_installed_repositories_id_fk" FOREIGN KEY ("github_id") REFERENCES "public"."installed_repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hotspot_reports_repository_id_made_at_index" ON "hotspot_reports" USING btree ("repository_id","made_at");