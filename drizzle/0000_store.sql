CREATE TABLE "blob_facts" (
	"repository_id" bigint NOT NULL,
	"blob_id" text NOT NULL,
	"language" text NOT NULL,
	"extractor_version" integer NOT NULL,
	"facts" text NOT NULL,
	CONSTRAINT "blob_facts_repository_id_extractor_version_blob_id_language_pk" PRIMARY KEY("repository_id","extractor_version","blob_id","language")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"repository_id" bigint NOT NULL,
	"commit" text NOT NULL,
	"reader_version" integer NOT NULL,
	"facts" text NOT NULL,
	CONSTRAINT "changes_repository_id_reader_version_commit_pk" PRIMARY KEY("repository_id","reader_version","commit")
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "repositories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"location" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "repositories_location_unique" UNIQUE("location")
);
--> statement-breakpoint
CREATE TABLE "scorecards" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "scorecards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"repository_id" bigint NOT NULL,
	"commit" text NOT NULL,
	"date" timestamp with time zone,
	"definition" text NOT NULL,
	"scorecard" text NOT NULL,
	"measured_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scorecards_repository_id_commit_definition_unique" UNIQUE("repository_id","commit","definition")
);
--> statement-breakpoint
ALTER TABLE "blob_facts" ADD CONSTRAINT "blob_facts_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scorecards" ADD CONSTRAINT "scorecards_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scorecards_repository_id_measured_at_index" ON "scorecards" USING btree ("repository_id","measured_at");