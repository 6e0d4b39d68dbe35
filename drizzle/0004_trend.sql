CREATE TABLE "trend_points" (
	"repository_id" bigint NOT NULL,
	"commit" text NOT NULL,
	"definition" text NOT NULL,
	"date" timestamp with time zone NOT NULL,
	"scorecard" text NOT NULL,
	CONSTRAINT "trend_points_repository_id_commit_pk" PRIMARY KEY("repository_id","commit")
);
--> statement-breakpoint
ALTER TABLE "trend_points" ADD CONSTRAINT "trend_points_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;