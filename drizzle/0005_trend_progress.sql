ALTER TABLE "installed_repositories" ADD COLUMN "trend_asked" integer;--> statement-breakpoint
ALTER TABLE "installed_repositories" ADD COLUMN "trend_kept" integer;